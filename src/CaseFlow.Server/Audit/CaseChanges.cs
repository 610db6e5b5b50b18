using System.Text.Json;
using System.Text.Json.Nodes;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Audit;

/// <summary>What differs in a case between two times.</summary>
/// <param name="Complaint">The case.</param>
/// <param name="From">The earlier point.</param>
/// <param name="To">The later point.</param>
/// <param name="Fields">The fields that differ, in the order of their names.</param>
/// <param name="Events">All that was recorded on the case in between, as far as it lies in the reader's territory.</param>
public sealed record ChangesOfCase(Guid Complaint, Moment From, Moment To, IReadOnlyList<FieldChange> Fields, IReadOnlyList<EventReference> Events);

/// <summary>A field of a case that differs.</summary>
/// <param name="Field">Its path in the answer of <c>GET /api/complaints/{id}</c>; items of lists go by their id.</param>
/// <param name="From">Its earlier value; null where it had none.</param>
/// <param name="To">Its later value; null where it has none.</param>
/// <param name="Events">The events that set it. None where time alone did, as when a case became overdue.</param>
public sealed record FieldChange(string Field, JsonNode? From, JsonNode? To, IReadOnlyList<EventReference> Events);

/// <summary>What changed in this case in between, and which events did it?</summary>
public sealed class CaseChanges(ComplaintTimeline timeline, ReplayDesk desk, PersonalDataVault vault, RevealGrants grants, CustomerLooks looks, TimeProvider clock)
{
    /// <summary>The difference; null when there is no such case in the territory.</summary>
    /// <exception cref="ReplayUnavailableException">There is no event at a position.</exception>
    public async Task<ReadAnswer<ChangesOfCase>?> AskAsync(AccessScope scope, ComplaintId complaint, Caller caller, TwoTimes times, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(times);
        var answer = await timeline.FileAsync(scope, complaint, cancellation);
        if (answer.Data is not { } file) return null;
        var region = file.Registered.Region;
        await looks.RecordAsync(caller, file.Customer, complaint, AccessScope.ProvinceOf(region), AccessScope.CityOf(region), cancellation);
        var view = await PersonalView.OfAsync(await grants.LookingAtAsync(file.Customer, caller, cancellation), vault, [file.Customer], cancellation);
        var (from, to) = (await desk.PositionAsync(times.From, cancellation), await desk.PositionAsync(times.To ?? ReplayPoint.Now, cancellation));
        var (then, later) = (times.From.AsOf ?? from.RecordedAt ?? clock.GetUtcNow(), times.To?.AsOf ?? clock.GetUtcNow());
        var between = file.History().Where(entry => entry.Event.Position > from.Position && entry.Event.Position <= to.Position).OrderBy(entry => entry.Event.Position).ToList();

        var did = new Dictionary<string, List<EventReference>>(StringComparer.Ordinal);
        // Time stands still here, so that only what events did is put down to them.
        var before = Fields(file, from.Position, view, later);
        foreach (var (_, e) in between)
        {
            var after = Fields(file, e.Position, view, later);
            if (!file.NamesElsewhere(e))
            {
                foreach (var field in Differing(before, after))
                    (did.TryGetValue(field, out var events) ? events : did[field] = []).Add(Reference(e));
            }

            before = after;
        }

        var (first, last) = (Fields(file, from.Position, view, then), Fields(file, to.Position, view, later));
        return new(answer.Position, answer.AsOf, new(
            complaint.Value,
            new(from.Position, from.RecordedAt),
            new(to.Position, to.RecordedAt),
            [.. Differing(first, last).Order(StringComparer.Ordinal).Select(field => new FieldChange(field, first.GetValueOrDefault(field)?.DeepClone(), last.GetValueOrDefault(field)?.DeepClone(), did.GetValueOrDefault(field) ?? []))],
            [.. between.Where(entry => !file.NamesElsewhere(entry.Event)).Select(entry => Reference(entry.Event))]));
    }

    private static EventReference Reference(RecordedEvent e) => new(e.Position, e.Id, e.Type, e.Stream.Value, e.RecordedAt);

    private static IEnumerable<string> Differing(Dictionary<string, JsonNode?> one, Dictionary<string, JsonNode?> other) =>
        one.Keys.Union(other.Keys).Where(field => !JsonNode.DeepEquals(one.GetValueOrDefault(field), other.GetValueOrDefault(field)));

    /// <summary>The fields of a case as it stood at a position; none before it was registered.</summary>
    private static Dictionary<string, JsonNode?> Fields(CaseFile file, long position, PersonalView view, DateTimeOffset now)
    {
        var fields = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        if (file.UpTo(position) is { } then) Collect("", JsonSerializer.SerializeToNode(ComplaintView.Of(then, view, now), EventTypes.Json), fields);
        // Every event moves the version, which therefore tells nothing.
        fields.Remove("version");
        fields.Remove("case.version");
        return fields;
    }

    private static void Collect(string path, JsonNode? node, Dictionary<string, JsonNode?> fields)
    {
        switch (node)
        {
            case JsonObject parts:
                foreach (var (name, part) in parts)
                    Collect(path.Length == 0 ? name : $"{path}.{name}", part, fields);
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                    Collect($"{path}[{(items[i] as JsonObject)?["id"]?.ToString() ?? i.ToString(System.Globalization.CultureInfo.InvariantCulture)}]", items[i], fields);
                break;
            default:
                fields[path] = node;
                break;
        }
    }
}
