using System.Globalization;
using System.Text;
using Auterity.Workflows.Import;
using Auterity.Workflows.Import.N8n;
using Auterity.Workflows.Import.Trials;

// Imports every n8n export of a folder, runs each with the network stubbed, and says what became of it.
//   dotnet run --project tools/n8n-report -- <folder>              prints the figures
//   dotnet run --project tools/n8n-report -- <folder> <page.md>    puts them into the page, between its two marks
//   dotnet run --project tools/n8n-report -- <folder> --reasons    prints why nodes are not ready
//   dotnet run --project tools/n8n-report -- <folder> --list       prints for each workflow whether it ran, and why not
if (args is not [var folder, ..] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("Name a folder of n8n exports (*.json).");
    return 2;
}

await using var trial = new Trial();
var known = trial.KnownTypes;
var (results, refused) = (new List<ImportResult>(), new List<string>());
foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
{
    try
    {
        results.AddRange(N8nImporter.ImportAll(File.ReadAllBytes(file), known));
    }
    catch (ImportException e)
    {
        refused.Add($"{Path.GetFileName(file)}: {e.Message}");
    }
}

if (args.Contains("--reasons"))
{
    foreach (var group in results.SelectMany(result => result.Report.Nodes).Where(node => node.Status != ImportStatus.Ready).GroupBy(node => (node.Status, node.Type, node.Reason)).OrderByDescending(group => group.Count()))
        Console.WriteLine($"{group.Count(),5} {group.Key.Status,-11} {group.Key.Type}: {group.Key.Reason}");
    return 0;
}

var outcomes = new List<TrialOutcome>();
foreach (var result in results)
    outcomes.Add(await trial.RunAsync(result, CancellationToken.None));

if (args.Contains("--list"))
{
    foreach (var outcome in outcomes)
        Console.WriteLine($"{(outcome.Ran ? outcome.Invented ? "ran, data invented" : "ran" : "not")}\t{outcome.Name}\t{string.Join(" | ", outcome.Why.Select(why => $"{why.Kind}: {why.What} {why.Detail}".TrimEnd()))}".ReplaceLineEndings(" "));
    return 0;
}

var figures = $"{Trials(outcomes)}\n\n{Figures(ImportSummary.Of(results), refused)}";
if (args is not [_, var page]) Console.WriteLine(figures);
else await PutAsync(figures, page);
return refused.Count == 0 ? 0 : 1;

static string Figures(ImportSummary summary, List<string> refused)
{
    var text = new StringBuilder();
    text.AppendLine(CultureInfo.InvariantCulture, $"{summary.Workflows} workflows, {summary.Nodes} nodes: **{Share(summary.Ready)} ready**, {Share(summary.Approximate)} approximate, {Share(summary.Stub)} stubs. {summary.Runnable} workflows have no stub at all. {refused.Count} files were refused.");
    text.AppendLine().AppendLine("| n8n type | becomes | nodes | ready | approximate | stub |").AppendLine("|---|---|--:|--:|--:|--:|");
    foreach (var type in summary.Types.Where(type => type.Nodes >= 3 || type.Stub < type.Nodes))
        text.AppendLine(CultureInfo.InvariantCulture, $"| {type.Type} | {(type.Stub == type.Nodes ? "—" : type.Becomes)} | {type.Nodes} | {type.Ready} | {type.Approximate} | {type.Stub} |");
    foreach (var file in refused)
        text.AppendLine(CultureInfo.InvariantCulture, $"- {file}");
    return text.ToString().TrimEnd();

    string Share(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} ({100.0 * count / Math.Max(1, summary.Nodes):0.0} %)");
}

static string Trials(List<TrialOutcome> outcomes)
{
    var ran = outcomes.Where(outcome => outcome.Ran).ToList();
    var text = new StringBuilder();
    text.AppendLine(CultureInfo.InvariantCulture, $"**{ran.Count} of {outcomes.Count} workflows ran** to the end with the network stubbed; for {ran.Count(outcome => outcome.Invented)} of them some data from outside was invented, {ran.Count(outcome => !outcome.Invented)} needed none.");
    text.AppendLine().AppendLine("| why a workflow did not run | workflows | of these it is the only reason |").AppendLine("|---|--:|--:|");
    var kept = outcomes.SelectMany(outcome => outcome.Why.Select(why => (why.Kind, why.What)).Distinct().Select(why => (why, Only: outcome.Why.Select(other => (other.Kind, other.What)).Distinct().Count() == 1)));
    foreach (var group in kept.GroupBy(entry => entry.why).OrderByDescending(group => group.Count()).ThenBy(group => group.Key.What, StringComparer.Ordinal).Take(60))
        text.AppendLine(CultureInfo.InvariantCulture, $"| {group.Key.Kind}: {group.Key.What} | {group.Count()} | {group.Count(entry => entry.Only)} |");
    return text.ToString().TrimEnd();
}

static async Task PutAsync(string figures, string page)
{
    const string Start = "<!-- figures -->", End = "<!-- /figures -->";
    var text = await File.ReadAllTextAsync(page);
    var (from, to) = (text.IndexOf(Start, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
    if (from < 0 || to < from) throw new InvalidDataException($"{page} has no {Start} … {End}.");
    await File.WriteAllTextAsync(page, $"{text[..from]}{Start}\n{figures}\n{text[to..]}");
}
