using System.ComponentModel.DataAnnotations;

namespace Auterity.Workflows.Runs.Retention;

/// <summary>What is kept of finished runs, and how long. Source: section <c>retention</c>. A workflow's setting <c>keep</c> can keep less.</summary>
public sealed class RetentionOptions
{
    /// <summary>Days that runs which succeeded or were cancelled are kept; 0 keeps them for ever. Default: 30.</summary>
    [Range(0, 36_500)]
    public double SucceededDays { get; set; } = 30;

    /// <summary>Days that failed runs are kept; 0 keeps them for ever. Default: 90.</summary>
    [Range(0, 36_500)]
    public double FailedDays { get; set; } = 90;

    /// <summary>Most runs of one workflow, succeeded or cancelled, that are kept, the newest ones; 0 sets no limit. Default: 0.</summary>
    [Range(0, int.MaxValue)]
    public int MaxSucceeded { get; set; }

    /// <summary>Most failed runs of one workflow that are kept, the newest ones; 0 sets no limit. Default: 0.</summary>
    [Range(0, int.MaxValue)]
    public int MaxFailed { get; set; }

    /// <summary>Days that the key of a keyed start gives the same run back. Default: 7.</summary>
    [Range(1, 365)]
    public double KeyDays { get; set; } = 7;

    /// <summary>Minutes between two looks for what may go. Default: 10.</summary>
    [Range(0.01, 10_080)]
    public double SweepMinutes { get; set; } = 10;

    /// <summary>Hours that a file of the blob store to which nothing refers is kept, at least 24. Default: 24.</summary>
    [Range(24, 87_600)]
    public double UnusedBlobHours { get; set; } = 24;

    /// <summary>Whether anything is deleted at all. Default: true.</summary>
    public bool Enabled { get; set; } = true;
}
