using CaseFlow.EventStore;
using CaseFlow.Server.Exports;

namespace CaseFlow.Server.Tests.Exports;

/// <summary>The table of what events say to exports.</summary>
public sealed class EventMeaningTests
{
    private static readonly Dictionary<string, Type> Events = ObjectKinds.All.Select(kind => kind.Events).OfType<Type>()
        .SelectMany(stream => stream.Assembly.GetTypes().Where(type => type.IsSubclassOf(stream))).ToDictionary(EventTypes.NameOf);

    [Fact]
    public void Every_line_is_of_an_event_that_exports_know() => Assert.All(EventMeanings.All.Keys, name => Assert.Contains(name, Events.Keys));

    [Fact]
    public void No_value_is_called_two_things_in_one_event() =>
        Assert.All(EventMeanings.All.Values, line => Assert.Equal(line.Values.Count, line.Values.Select(value => value.Name).Distinct().Count()));
}
