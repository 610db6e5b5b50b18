using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using CaseFlow.Server.Platform;

namespace CaseFlow.Server.Complaints.Import;

/// <summary>Finds profiles: those that come with CaseFlow by their names, others by their files.</summary>
public static class ImportProfiles
{
    private const string Prefix = "import-profile.";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // A misspelt member would be a silent default.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The names of the profiles that come with CaseFlow.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } =
    [
        .. typeof(ImportProfiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..]).Order(StringComparer.Ordinal),
    ];

    /// <summary>The profile of a name or of a file.</summary>
    /// <exception cref="ExplainedException">There is none, or it cannot be used.</exception>
    public static ImportProfile Find(string nameOrFile)
    {
        if (BuiltIn.Contains(nameOrFile))
        {
            using var stream = typeof(ImportProfiles).Assembly.GetManifestResourceStream(Prefix + nameOrFile)!;
            using var reader = new StreamReader(stream);
            return Parse(reader.ReadToEnd(), nameOrFile);
        }

        if (!File.Exists(nameOrFile))
            throw new ExplainedException($"There is no profile {nameOrFile}: it is neither a file nor one of {string.Join(", ", BuiltIn)}.");
        return Parse(File.ReadAllText(nameOrFile), nameOrFile);
    }

    /// <summary>Reads and checks a profile.</summary>
    /// <exception cref="ExplainedException">It cannot be used, and why.</exception>
    public static ImportProfile Parse(string json, string origin)
    {
        ImportProfile profile;
        try
        {
            profile = JsonSerializer.Deserialize<ImportProfile>(json, Json) ?? throw new ExplainedException($"The profile {origin} is empty.");
        }
        catch (JsonException fault)
        {
            throw new ExplainedException($"The profile {origin} cannot be read: {fault.Message}", fault);
        }

        var faults = Faults(profile).ToList();
        return faults.Count == 0 ? profile : throw new ExplainedException($"The profile {origin} cannot be used: {string.Join("; ", faults)}.");
    }

    private static IEnumerable<string> Faults(ImportProfile profile)
    {
        if (profile.Name.Length == 0) yield return "its name is empty";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(profile.Zone, out _)) yield return $"the zone {profile.Zone} is unknown; give an IANA name such as Asia/Shanghai";
        foreach (var flag in profile.Plausibility.Keys.Except(DataFlags.All.Keys))
            yield return $"plausibility knows no {flag}, only {string.Join(", ", DataFlags.All.Keys)}";
        foreach (var column in ProfileColumns.Verbatim(profile).Intersect(profile.Personal))
            yield return $"\"{column}\" is personal and would be stored unsealed";
        foreach (var column in ProfileColumns.Read(profile).Intersect(profile.Ignored.Keys))
            yield return $"\"{column}\" is both read and ignored";
        foreach (var time in new[] { profile.Opened, profile.Closed }.OfType<TimeSource>().Where(time => time.Columns.Count == 0 || time.Formats.Count == 0))
            yield return "a time needs at least one column and one format";
        foreach (var choice in new[] { profile.Kind, profile.Status, profile.Channel, profile.Source, profile.Topic, profile.Region }.OfType<ChoiceSource>())
        {
            if (choice is { Constant: null, Column: null, Marks: null }) yield return "a choice needs a constant, a column or marks";
            if (choice is { Column: null } and ({ Map: not null } or { Keywords: not null })) yield return "a map and keywords need a column";
        }

        foreach (var check in profile.Checks.Where(check => !IsPattern(check.Pattern)))
            yield return $"{check.Pattern} is no regular expression";
    }

    private static bool IsPattern(string pattern)
    {
        try
        {
            return Regex.Match("", pattern) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
