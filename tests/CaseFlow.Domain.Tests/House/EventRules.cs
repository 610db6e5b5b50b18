using System.Reflection;
using System.Text.Json;
using CaseFlow.EventStore;

namespace CaseFlow.House;

/// <summary>Events are permanent: what they are called, how they are stored, and that each is understood.</summary>
public sealed class EventRules
{
    private static readonly JsonSerializerOptions Indented = new(EventTypes.Json) { WriteIndented = true, NewLine = "\n" };

    private static readonly string[] SayingNothing = ["Updated", "Changed", "Modified", "Event"];

    public static TheoryData<string> Names => [.. Stored.Types.Select(EventTypes.NameOf)];

    [Fact]
    public void Every_event_is_a_sealed_record_of_one_stream() =>
        Assert.All(Stored.Types, type => Assert.True(type.IsSealed && type.GetMethod("<Clone>$") is not null && type.BaseType == Stored.StreamOf(type), type.Name));

    [Fact]
    public void No_event_says_that_something_changed() =>
        Assert.DoesNotContain(Stored.Types, type => SayingNothing.Any(suffix => type.Name.EndsWith(suffix, StringComparison.Ordinal)));

    [Fact]
    public void No_two_events_are_stored_under_one_name() =>
        Assert.Equal(Stored.Types.Count, Stored.Types.Select(EventTypes.NameOf).Distinct().Count());

    [Fact]
    public void Every_event_says_what_it_means() =>
        Assert.All(Stored.Types, type => Assert.EndsWith(".", Meanings.Of(type)));

    [Fact]
    public void Every_event_has_a_sample_with_every_field_filled_in()
    {
        Assert.Equal(Stored.Types.Select(type => type.Name), Samples.Events.Select(sample => sample.GetType().Name).Order(StringComparer.Ordinal));
        Assert.All(Samples.Events, sample => Assert.All(
            sample.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance),
            property => Assert.True(property.GetValue(sample) is not null, $"{sample.GetType().Name}.{property.Name}")));
    }

    [Fact]
    public void Every_stream_understands_all_its_events()
    {
        var streams = typeof(Refusal).Assembly.GetTypes()
            .Select(type => type.GetMethod("Evolve", BindingFlags.Public | BindingFlags.Static))
            .OfType<MethodInfo>()
            .ToDictionary(evolve => evolve.GetParameters()[1].ParameterType);
        Assert.All(Samples.Events, sample =>
        {
            var evolve = streams[Stored.StreamOf(sample.GetType())];
            Assert.NotNull(evolve.Invoke(null, [Before(evolve.DeclaringType!, sample), sample]));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_event_reads_and_writes_as_approved(string name)
    {
        var sample = Samples.Events.Single(sample => EventTypes.NameOf(sample.GetType()) == name);
        var approved = Path.Combine(Repository.Beside("Approved"), name + ".verified.json");
        ApprovedText.Matches(approved, approved.Replace(".verified.", ".received.", StringComparison.Ordinal), Pretty(EventTypes.Write(sample)));

        var read = Stored.Read(name, File.ReadAllText(approved));
        Assert.Equal(Shown.Text(sample), Shown.Text(read));
        Assert.Equal(File.ReadAllText(approved).ReplaceLineEndings("\n"), Pretty(EventTypes.Write(read)));
    }

    [Fact]
    public void No_approved_event_is_forgotten() => Assert.Empty(
        Directory.EnumerateFiles(Repository.Beside("Approved"), "*.verified.json")
            .Select(path => Path.GetFileName(path)[..^".verified.json".Length])
            .Except(Stored.Types.Select(EventTypes.NameOf)));

    /// <summary>The state before the first event; for an event about a claim, one that knows the claim.</summary>
    private static object Before(Type state, object sample)
    {
        var start = state.GetFields(BindingFlags.Public | BindingFlags.Static).Single(field => field.FieldType == state).GetValue(null)!;
        return sample switch
        {
            Complaints.ClaimAssessed or Complaints.AlternativeOffered or Complaints.ClaimSettled => Complaints.Complaint.Evolve((Complaints.Complaint)start, Cast.RefundRaised),
            Tracing.ImprovementStarted or Tracing.ImprovementDone or Tracing.ImprovementDropped => Tracing.Trace.Evolve((Tracing.Trace)start, Tracing.TracingSamples.Planned),
            _ => start,
        };
    }

    private static string Pretty(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement, Indented) + "\n";
}
