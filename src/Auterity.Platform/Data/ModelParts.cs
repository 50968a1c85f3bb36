using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Platform.Data;

/// <summary>Every module's share of the model, in the order the modules were added.</summary>
public sealed class ModelParts(IEnumerable<ModelPart> parts) : IEquatable<ModelParts>
{
    private readonly ModelPart[] parts = [.. parts];

    internal void Apply(ModelBuilder model)
    {
        foreach (var part in parts)
            part(model);
    }

    public bool Equals(ModelParts? other) => other is not null && parts.AsSpan().SequenceEqual(other.parts);

    public override bool Equals(object? obj) => Equals(obj as ModelParts);

    public override int GetHashCode() => parts.Length;
}

/// <summary>Adds entity types from a module.</summary>
public static class ModelPartRegistration
{
    /// <summary>Contributes entity types; <paramref name="part"/> is a static method, so that equal hosts share one model.</summary>
    public static IServiceCollection AddModelPart(this IServiceCollection services, ModelPart part) => services.AddSingleton(part);
}

/// <summary>Two hosts in one process may have different modules, so the model's key includes them.</summary>
internal sealed class ModelKey : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), ((AuterityDb)context).Parts, designTime);
}
