using CaseFlow.Inspections;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Inspections;

/// <summary>Who must not see a finding yet: two who rate a case do not see each other's before they have submitted their own.</summary>
public sealed class InspectionSight(CommandShell shell)
{
    /// <summary>Whether somebody rates the case that an event is about and has not submitted yet.</summary>
    public async Task<bool> IsBlindAsync(object data, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        (InspectionSampleId Sample, ComplaintId Complaint)? about = data switch
        {
            CaseInspected e => (e.Sample, e.Complaint),
            FindingAppealed e => (e.Sample, e.Complaint),
            FindingConfirmed e => (e.Sample, e.Complaint),
            FindingCorrected e => (e.Sample, e.Complaint),
            _ => null,
        };
        if (about is not var (sample, complaint)) return false;
        var raters = (await shell.StateAsync(Streams.InspectionSample, sample.Value, cancellation)).RatersOf(complaint);
        return Drawing.Involves(raters, caller.Actor)
            && (await shell.StateAsync(Streams.Inspection, InspectionDesk.StreamOf(sample, complaint), cancellation)).Of(caller.Actor) is null;
    }
}
