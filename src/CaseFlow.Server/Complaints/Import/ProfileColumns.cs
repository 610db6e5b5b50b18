using CaseFlow.Server.Platform;

namespace CaseFlow.Server.Complaints.Import;

/// <summary>The columns that a profile knows, and how those of a file differ from them.</summary>
public static class ProfileColumns
{
    /// <summary>The columns that fields are read from.</summary>
    public static IReadOnlySet<string> Read(ImportProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return Unsealed(profile).Concat(Sealed(profile)).Concat(profile.Identity).Concat(profile.Customer.Identity).Concat(profile.Required)
            .Concat(profile.Checks.Select(check => check.Column)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The columns whose content is stored as it stands.</summary>
    /// <remarks>A choice is not among them: of its column only the term that it leads to is stored.</remarks>
    public static IEnumerable<string> Verbatim(ImportProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return profile.ExternalReference is { } reference ? [reference] : [];
    }

    /// <summary>Compares a file's columns with the profile's.</summary>
    /// <exception cref="ExplainedException">They differ.</exception>
    public static void Check(string path, IReadOnlyList<string> columns, ImportProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var known = Read(profile).Concat(profile.Ignored.Keys).ToHashSet(StringComparer.Ordinal);
        var twice = columns.GroupBy(column => column, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key).ToList();
        var missing = known.Except(columns).Order(StringComparer.Ordinal).ToList();
        var unknown = columns.Except(known).ToList();
        if (twice.Count + missing.Count + unknown.Count == 0) return;
        List<string> sentences = [$"{path} does not fit the profile {profile.Name}."];
        if (missing.Count > 0) sentences.Add($"It lacks {Names(missing)}.");
        if (unknown.Count > 0) sentences.Add($"The profile does not know {Names(unknown)}; map each or name it under \"ignored\" with the reason.");
        if (twice.Count > 0) sentences.Add($"It has {Names(twice)} more than once.");
        throw new ExplainedException(string.Join(' ', sentences));
    }

    private static IEnumerable<string> Unsealed(ImportProfile profile) =>
        new[] { profile.Status, profile.Kind, profile.Channel, profile.Source, profile.Topic, profile.Region }.OfType<ChoiceSource>().SelectMany(choice => choice.Columns)
            .Concat(profile.Opened.Columns).Concat(profile.Closed?.Columns ?? []).Concat(Verbatim(profile));

    private static IEnumerable<string> Sealed(ImportProfile profile) =>
        new[] { profile.Summary, profile.RemedySought, profile.Resolution, profile.Customer.Name, profile.Customer.ServiceNumber, profile.Customer.Account, profile.Customer.Address }
            .OfType<TextSource>().SelectMany(text => text.All);

    private static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(column => $"\"{column}\""));
}
