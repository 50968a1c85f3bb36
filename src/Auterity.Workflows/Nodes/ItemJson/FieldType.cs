namespace Auterity.Workflows.Nodes.ItemJson;

/// <summary>The type a field is declared to have.</summary>
public enum FieldType
{
    /// <summary>Whatever the value is.</summary>
    Any,
    String,
    Number,
    Boolean,
    Array,
    Object,
}
