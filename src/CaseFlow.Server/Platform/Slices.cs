using CaseFlow.Server.Access;
using CaseFlow.Server.Audit;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Emergencies;
using CaseFlow.Server.Exports;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.Inspections;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Reminders;
using CaseFlow.Server.ServiceMeetings;
using CaseFlow.Server.Tracing;
using CaseFlow.Server.Warnings;

namespace CaseFlow.Server.Platform;

/// <summary>The slices of this host.</summary>
public static class Slices
{
    /// <summary>All of them, in the order in which they are added.</summary>
    public static IReadOnlyList<ISlice> All { get; } = [new DefinitionsSlice(), new ComplaintsSlice(), new FollowUpsSlice(), new KpisSlice(), new PersonalDataSlice(), new AccessSlice(), new AuditSlice(), new InspectionsSlice(), new TracingSlice(), new ClocksSlice(), new ExportsSlice(), new ServiceMeetingsSlice(), new WarningsSlice(), new EmergenciesSlice(), new RemindersSlice()];
}
