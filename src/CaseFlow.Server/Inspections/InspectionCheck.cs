using CaseFlow.Inspections;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Inspections;

/// <summary>A part of the cases, as it was recorded and as it comes out again.</summary>
/// <param name="Code">Its city, channel, topic or handler; empty where there is none.</param>
/// <param name="Population">How many cases it had by the record; 0 when the record does not know the part.</param>
/// <param name="PopulationAgain">How many it has when it is drawn again.</param>
/// <param name="Chosen">How many were drawn by the record.</param>
/// <param name="ChosenAgain">How many of them come out again, at the same place.</param>
/// <param name="Same">Whether the part comes out as it was recorded.</param>
public sealed record StratumCheck(string Code, int Population, int PopulationAgain, int Chosen, int ChosenAgain, bool Same);

/// <summary>A sample drawn again.</summary>
/// <param name="Same">Whether everything comes out as it was recorded.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Position">Up to which event the cases are told.</param>
/// <param name="Strata">Part by part.</param>
public sealed record DrawCheck(bool Same, long Seed, long Position, IReadOnlyList<StratumCheck> Strata);

/// <summary>Does the same seed draw the same cases, of the cases as they stood then?</summary>
public sealed class InspectionCheck(CommandShell shell, InspectionPopulation population)
{
    /// <summary>The check; null when the whole of the sample's territory is not the reader's.</summary>
    public async Task<ReadAnswer<DrawCheck>?> AskAsync(AccessScope scope, InspectionSampleId sample, CancellationToken cancellation)
    {
        if ((await shell.StateAsync(Streams.InspectionSample, sample.Value, scope, cancellation)).Drawn is not { } drawn) return null;
        var frozen = await population.AsOfAsync(drawn.Rule, drawn.Position, cancellation);
        var again = Drawing.Draw(drawn.Rule, drawn.Seed, frozen.Cases).ToDictionary(stratum => stratum.Code, StringComparer.Ordinal);
        var recorded = drawn.Strata.ToDictionary(stratum => stratum.Code, StringComparer.Ordinal);
        List<StratumCheck> strata =
        [
            .. drawn.Strata.Select(stratum => stratum.Code).Union(again.Keys).Select(code =>
            {
                var (one, other) = (recorded.GetValueOrDefault(code), again.GetValueOrDefault(code));
                List<ComplaintId> chosen = [.. (one?.Chosen ?? []).Select(drawn => drawn.Complaint)], drawnAgain = [.. (other?.Chosen ?? []).Select(drawn => drawn.Complaint)];
                return new StratumCheck(
                    code, one?.Population ?? 0, other?.Population ?? 0, chosen.Count, chosen.Zip(drawnAgain).Count(pair => pair.First == pair.Second), one?.Population == other?.Population && chosen.SequenceEqual(drawnAgain));
            }),
        ];
        return new(frozen.Position, frozen.AsOf, new(frozen.IsWhole && strata.TrueForAll(one => one.Same), drawn.Seed, drawn.Position, strata));
    }
}
