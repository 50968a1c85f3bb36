using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Auterity.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RunStorage : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "run_blobs",
                columns: table => new
                {
                    tenant_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    run_id = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_blobs", x => new { x.tenant_id, x.hash, x.run_id });
                });

            migrationBuilder.CreateTable(
                name: "run_removals",
                columns: table => new
                {
                    run_id = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_removals", x => x.run_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_run_blobs_run_id",
                table: "run_blobs",
                column: "run_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "run_blobs");

            migrationBuilder.DropTable(
                name: "run_removals");
        }
    }
}
