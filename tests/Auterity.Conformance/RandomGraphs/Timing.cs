namespace Auterity.Conformance.RandomGraphs;

/// <summary>What the outcome of a random graph depends on, and so how it is compared.</summary>
public enum Timing
{
    /// <summary>On nothing: joins wait for all, and failures go on as data. Any order gives the same run.</summary>
    Free,

    /// <summary>On the order in which activations end: the reference follows the order the engine recorded.</summary>
    Recorded,

    /// <summary>On the clock: effects take time, people and signals come at moments. Both keep the same virtual time.</summary>
    Clock,
}
