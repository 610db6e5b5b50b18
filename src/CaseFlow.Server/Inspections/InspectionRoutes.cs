using CaseFlow.Access;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Inspections;

/// <summary>The questions about samples and findings over HTTP.</summary>
public static class InspectionRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapQuery<InspectionSamples, Page<InspectionSampleEntry>>(
            "/inspections",
            Permission.ReadInspections,
            (ScorecardRoutes.Tag, "The samples with cases in a territory, the latest first, and how far they have come."),
            [InspectionsProjection.Projection],
            QueryParameter.OfLists,
            query =>
            {
                var page = query.Page();
                return async (samples, asker, cancellation) => await samples.AskAsync(asker.Scope, page, cancellation);
            });
        api.MapQuery<InspectionSamples, InspectionSampleEntry>(
            "/inspections/{id:guid}",
            Permission.ReadInspections,
            (ScorecardRoutes.Tag, "One sample."),
            [InspectionsProjection.Projection],
            [],
            query =>
            {
                var id = InspectionSampleId.From(query.PathId("id"));
                return (samples, asker, cancellation) => samples.FindAsync(asker.Scope, id, cancellation);
            });
        api.MapQuery<InspectionItems, Page<InspectionItemEntry>>(
            "/inspections/{id:guid}/items",
            Permission.ReadInspections,
            (ScorecardRoutes.Tag, "The cases of a sample, in the order of the draw, and who has rated them."),
            [InspectionsProjection.Projection],
            QueryParameter.OfLists,
            query =>
            {
                var (id, page) = (InspectionSampleId.From(query.PathId("id")), query.Page());
                return (items, asker, cancellation) => items.AskAsync(asker.Scope, id, page, asker.Caller, cancellation);
            });
        api.MapQuery<InspectionItems, InspectionItemView>(
            "/inspections/{id:guid}/items/{complaint:guid}",
            Permission.ReadInspections,
            (ScorecardRoutes.Tag, "A case of a sample with its scorecard and its findings. Who has yet to rate it sees no finding."),
            [InspectionsProjection.Projection],
            [],
            query =>
            {
                var (id, complaint) = (InspectionSampleId.From(query.PathId("id")), ComplaintId.From(query.PathId("complaint")));
                return (items, asker, cancellation) => items.FindAsync(asker.Scope, id, complaint, asker.Caller, cancellation);
            });
        api.MapQuery<InspectionResults, ResultsOfSample>(
            "/inspections/{id:guid}/results",
            Permission.ReadInspections,
            (ScorecardRoutes.Tag, "What the findings of a sample come to, by criterion, handler and city, and how far its raters agree."),
            [InspectionsProjection.Projection],
            [],
            query =>
            {
                var id = InspectionSampleId.From(query.PathId("id"));
                return (results, asker, cancellation) => results.AskAsync(asker.Scope, id, asker.Caller, cancellation);
            });
        api.MapQuery<InspectionCheck, DrawCheck>(
            "/inspections/{id:guid}/check",
            Permission.ReadInspections,
            (ScorecardRoutes.Tag, "Draws a sample again, from the cases as they stood then, and tells whether it comes out the same."),
            [Complaints.WorkList.Projection],
            [],
            query =>
            {
                var id = InspectionSampleId.From(query.PathId("id"));
                return (check, asker, cancellation) => check.AskAsync(asker.Scope, id, cancellation);
            });
    }
}
