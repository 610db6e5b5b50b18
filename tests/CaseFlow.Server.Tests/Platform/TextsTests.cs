using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Complaints.Import;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Kpis.Items;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server;

/// <summary>Every text of the pages stands in both languages, and none stands there for nothing.</summary>
public sealed partial class TextsTests
{
    private static readonly ResourceManager Resources = new(typeof(Texts));
    private static readonly Dictionary<string, string> English = Read(CultureInfo.InvariantCulture);
    private static readonly Dictionary<string, string> Chinese = Read(CultureInfo.GetCultureInfo(Languages.Chinese));
    private static readonly string Sources = SourceText();

    [Fact]
    public void Both_languages_have_the_same_texts_and_none_is_empty()
    {
        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), Chinese.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(English.Concat(Chinese), text => string.IsNullOrWhiteSpace(text.Value));
    }

    [Fact]
    public void Both_languages_have_the_same_places_for_values() =>
        Assert.Empty(English.Where(text => !Places(text.Value).SetEquals(Places(Chinese[text.Key]))).Select(text => text.Key));

    [Fact]
    public void Chinese_texts_are_Chinese_and_English_ones_are_not()
    {
        Assert.Empty(English.Where(text => Han.IsMatch(text.Value)).Select(text => text.Key));
        Assert.Empty(Chinese.Where(text => !Han.IsMatch(text.Value) && !Symbols.Contains(text.Key)).Select(text => text.Key));
    }

    /// <summary>What the columns of KPIs are called that other slices count, and the pages that they lead to.</summary>
    private static IReadOnlyList<string> OfTalliedKpis { get; } =
        [.. TalliedKpis.All.SelectMany(kpi => kpi.Beside.Concat(["numerator", "denominator"]).Select(name => $"Tallied.{kpi.Definition.Id}.{name}").Append($"Tallied.Page.{kpi.Definition.Id}"))];

    /// <summary>What the moments are called that things behind a KPI count by; scores and periods have a month alone.</summary>
    private static IReadOnlyList<string> OfKpiItems { get; } =
        [.. Enum.GetValues<KpiItemKind>().Except([KpiItemKind.Score, KpiItemKind.Period]).Select(kind => $"Items.At.{kind}")];

    [Fact]
    public void Every_refusal_field_code_data_flag_event_and_command_has_a_text()
    {
        var refusals = typeof(ComplaintRefusals).Assembly.GetTypes()
            .SelectMany(type => type.GetFields().Where(field => field.IsStatic && field.FieldType == typeof(Refusal)))
            .Select(field => $"Refusal.{((Refusal)field.GetValue(null)!).Code}");
        var events = typeof(ComplaintEvent).Assembly.GetTypes().Where(type => type.BaseType is { IsAbstract: true, Name: var stream } && stream.EndsWith("Event", StringComparison.Ordinal)).Select(type => $"Event.{type.Name}");
        var expected = refusals
            .Concat(FieldCodes.All.Keys.Select(code => $"FieldCode.{code}"))
            .Concat(events)
            .Concat(DataFlags.All.Keys.Select(flag => $"DataFlag.{flag}"))
            .Concat(ComplaintCommands.All.Select(command => command.Label))
            .Concat(OfTalliedKpis).Concat(OfKpiItems);
        Assert.Empty(expected.Except(English.Keys));
    }

    [Fact]
    public void Every_member_of_an_enum_that_has_texts_has_one()
    {
        var named = English.Keys.Select(key => key.Split('.')[0]).ToHashSet();
        var members = Enums.Where(type => named.Contains(type.Name)).SelectMany(type => Enum.GetNames(type).Select(name => $"{type.Name}.{name}"));
        Assert.Empty(members.Except(English.Keys).Except(NeverShown));
    }

    [Fact]
    public void Every_text_that_a_page_asks_for_is_there() =>
        Assert.Empty(Asked.Matches(Sources).Select(match => match.Groups["key"].Value).Except(English.Keys));

    [Fact]
    public void No_text_stands_there_for_nothing()
    {
        var enums = Enums.Select(type => type.Name).ToHashSet();
        bool IsFamily(string key) => enums.Contains(key.Split('.')[0]) || key.Split('.')[0] is "Refusal" or "FieldCode" or "Event" or "Command" or "DataFlag" or "Definition" or "DefinitionKind" or "DefinitionName" || OfTalliedKpis.Contains(key) || OfKpiItems.Contains(key);
        bool IsUsed(string key) => key.StartsWith("Field.", StringComparison.Ordinal)
            ? Fields.Any(path => path == key["Field.".Length..])
            : Sources.Contains($"\"{key}\"", StringComparison.Ordinal);
        Assert.DoesNotContain(English.Keys, key => !IsFamily(key) && !IsUsed(key));
        var members = Enums.SelectMany(type => Enum.GetNames(type).Select(name => $"{type.Name}.{name}")).ToHashSet();
        Assert.DoesNotContain(English.Keys, key => enums.Contains(key.Split('.')[0]) && !members.Contains(key));
    }

    /// <summary>What a case or callback is before it is one, and what a list is not told apart by.</summary>
    private static readonly string[] NeverShown = ["AccountStatus.Missing", "ComplaintStatus.Unregistered", "CallbackStatus.Unscheduled", "ThreadKind.Case", "EmergencyStatus.Unproposed", "ReminderStatus.Unplanned", "KpiDimension.Month"];

    /// <summary>Texts of placeholders and signs alone.</summary>
    private static readonly string[] Symbols = ["Form.List", "Meeting.ProposedTitle", "Outcome.StaleLine", "Session.HatName", "Priority.P1", "Priority.P2", "Priority.P3", "Priority.P4", "Graded.Is"];

    private static IEnumerable<Type> Enums => new[] { typeof(ComplaintEvent).Assembly, typeof(Texts).Assembly, typeof(EventMetadata).Assembly }.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsEnum);

    /// <summary>Fields are named by forms, and by what events are stored as.</summary>
    private static HashSet<string> Fields => [.. Quoted.Matches(Sources).Select(match => match.Groups["text"].Value).Select(text => text.StartsWith("Field.", StringComparison.Ordinal) ? text["Field.".Length..] : text), .. StoredFields()];

    private static IEnumerable<string> StoredFields() => typeof(ComplaintEvent).Assembly.GetTypes()
        .Where(type => type.Namespace?.StartsWith("CaseFlow", StringComparison.Ordinal) == true)
        .SelectMany(type => type.GetProperties())
        .Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]);

    private static HashSet<string> Places(string text) => [.. Place.Matches(text).Select(match => match.Groups["number"].Value)];

    private static Dictionary<string, string> Read(CultureInfo culture) =>
        Resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static string SourceText()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CaseFlow.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("The tests run inside the repository.");
        var server = Path.Combine(folder.FullName, "src", "CaseFlow.Server");
        var files = new[] { "*.razor", "*.cs" }.SelectMany(pattern => Directory.EnumerateFiles(server, pattern, SearchOption.AllDirectories));
        return string.Concat(files.Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)).Select(File.ReadAllText));
    }

    [GeneratedRegex(@"\{(?<number>\d)")]
    private static partial Regex Place { get; }

    [GeneratedRegex(@"[\u3400-\u9fff]")]
    private static partial Regex Han { get; }

    [GeneratedRegex("""\b(T|words|around\.Words)\["(?<key>[A-Za-z]+(\.[A-Za-z-]+)+)"[,\]]""")]
    private static partial Regex Asked { get; }

    [GeneratedRegex("\"(?<text>[A-Za-z.]+)\"")]
    private static partial Regex Quoted { get; }
}
