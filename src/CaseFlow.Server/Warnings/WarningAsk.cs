using System.Globalization;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Platform.Web.Forms;
using CaseFlow.Warnings;

namespace CaseFlow.Server.Warnings;

/// <summary>A command as a page asks for it: its fields, what stands in them at first, and how it is sent.</summary>
/// <param name="Label">The key of its name.</param>
/// <param name="Fields">What is filled in.</param>
/// <param name="SayAsync">Sends it.</param>
public sealed record WarningAsk(string Label, IReadOnlyList<FormField> Fields, Func<FormModel, Sending, Task<CommandOutcome>> SayAsync)
{
    /// <summary>What it is about, where the page shows several things.</summary>
    public string? About { get; init; }

    /// <summary>What stands in the fields at first.</summary>
    public IReadOnlyDictionary<string, string> Begin { get; init; } = new Dictionary<string, string>();

    /// <summary>The version that the page shows.</summary>
    public long? Seen { get; init; }
}

/// <summary>What warnings are called, in the reader's language.</summary>
public sealed record WarningWords(Words Words, TermNames Names)
{
    /// <summary>What a warning is about: its place, topic and brand.</summary>
    public string About(string region, string? topic, string? brand) => string.Join(" · ", new[]
    {
        Names[TermLists.Regions, region], topic is null ? null : Names[TermLists.Topics, topic], brand is null ? null : Names.Own(TermLists.Brands, brand),
    }.OfType<string>().Where(part => part.Length > 0));

    /// <summary>A rule's name.</summary>
    public static string Rule(WarningRulePublished? rule, string code) => rule is null ? code : Languages.Current == Languages.Chinese ? rule.Terms.Zh : rule.Terms.En;

    /// <summary>A number without what it need not have.</summary>
    public static string Number(decimal value) => value.ToString("#,0.##", CultureInfo.CurrentCulture);

    /// <summary>How many were counted, against how many are usual or allowed.</summary>
    public string Counted(WarningEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Expected is { } expected
            ? Words["Warnings.AgainstUsual", entry.Observed, Number(expected), Number(entry.Limit)]
            : Words["Warnings.AgainstLimit", entry.Observed, Number(entry.Limit)];
    }

    /// <summary>A length of time in whole units.</summary>
    public string Span(int minutes) => minutes > 0 && minutes % 1_440 == 0 ? Words["Warnings.Days", minutes / 1_440] : minutes > 0 && minutes % 60 == 0 ? Words["Warnings.Hours", minutes / 60] : Words["Warnings.Minutes", minutes];
}
