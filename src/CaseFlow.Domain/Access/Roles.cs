namespace CaseFlow.Access;

/// <summary>What somebody is at the operator. A person may have several, each in a territory of its own.</summary>
public enum Role
{
    /// <summary>Takes complaints on and works on them.</summary>
    DeskAgent,

    /// <summary>Leads a desk: distributes, merges, decides what an agent may not.</summary>
    DeskLead,

    /// <summary>
    /// Reads everything in the territory, histories included, and writes nothing on any case, contact, customer or callback. What the auditor
    /// does write is the quality department's own: samples of cases to inspect, and findings on them.
    /// </summary>
    QualityAuditor,

    /// <summary>A department that is asked for its part; sees the cases that it was handed.</summary>
    SpecialistDepartment,

    /// <summary>Looks after customers once their case is resolved.</summary>
    CareManager,

    /// <summary>Commands a major service incident.</summary>
    EmergencyCommander,

    /// <summary>Prepares the service meetings and their figures.</summary>
    MeetingSecretary,

    /// <summary>Keeps accounts, definitions and the server; sees no case.</summary>
    Administrator,

    /// <summary>Decides on erasure, retention and disclosure of personal data.</summary>
    DataProtectionOfficer,

    /// <summary>A system of the operator's, such as billing, that tells what happens to customers and reads nothing.</summary>
    BusinessSystem,

    /// <summary>The operator's message platform, which takes reminders over in clear and says what became of them; it sees no case.</summary>
    MessagePlatform,
}

/// <summary>What a route may be used for. Every route names one.</summary>
public enum Permission
{
    /// <summary>Have read models replayed as of a past day or under another rule.</summary>
    AskReplays,

    /// <summary>Call customers back and record what came of it.</summary>
    CallCustomers,

    /// <summary>Take due reminders over, with the numbers they go to and what they say, and tell what became of them.</summary>
    CarryReminders,

    /// <summary>Approve or reject the erasure of a customer's data, which another person asked for.</summary>
    DecideErasure,

    /// <summary>Say how the effect of improvements is measured, measure it, and close traces.</summary>
    EvaluateTraces,
    /// <summary>Take cases and events out as files, with pseudonyms in the place of people.</summary>
    ExportCases,

    /// <summary>Take a case out with the proof of its history, masked.</summary>
    ExportEvidence,

    /// <summary>Take a case out with the proof of its history, in clear, for a purpose that is recorded.</summary>
    ExportEvidenceInClear,

    /// <summary>Give out everything that is held about a customer, as the customer may ask.</summary>
    ExportSubject,

    /// <summary>Acknowledge and dismiss warnings, and hand them on.</summary>
    HandleWarnings,

    /// <summary>Rate cases that were drawn for inspection and given to oneself.</summary>
    InspectCases,

    /// <summary>Keep service meetings: call them, make their agenda, freeze their figures, write and publish their minutes, resolve.</summary>
    KeepMeetings,

    /// <summary>Keep measured series: define them, enter, correct and withdraw values, note what their sources say, cite them.</summary>
    KeepSeries,

    /// <summary>Lead the desk: merge cases and take merges back, appeal findings on the desk's cases.</summary>
    LeadDesk,

    /// <summary>Create and block accounts, give and take roles.</summary>
    ManageAccounts,

    /// <summary>Place and lift legal holds, and say how long data is kept.</summary>
    ManageRetention,

    /// <summary>Issue and revoke tokens of machines.</summary>
    ManageTokens,

    /// <summary>Have what stopped in the server try again.</summary>
    OperateServer,

    /// <summary>Draw samples of cases to inspect, give them to raters, and decide on appeals.</summary>
    PlanInspections,

    /// <summary>Propose that something is a major service incident, and begin drills.</summary>
    ProposeEmergencies,

    /// <summary>Publish lists, rules, policies and scorecards.</summary>
    PublishDefinitions,

    /// <summary>See cases, contacts, customers and callbacks; who a customer is, and what was said, stays masked.</summary>
    ReadCases,

    /// <summary>Read what was said in cases and contacts: summaries, demands, notes. Who has read them is recorded.</summary>
    ReadCaseTexts,

    /// <summary>See how far the history is sealed, its checkpoints, and proofs.</summary>
    ReadChain,

    /// <summary>See lists, rules, policies and scorecards.</summary>
    ReadDefinitions,

    /// <summary>See who saw a customer's data and why, and how requests to erase it stand.</summary>
    ReadDisclosures,

    /// <summary>Search all events, see states of the past and what made the difference.</summary>
    ReadHistory,

    /// <summary>See emergencies: their clocks, whom they concern, what customers are told and who is called.</summary>
    ReadEmergencies,

    /// <summary>See samples of inspected cases, findings and what they come to.</summary>
    ReadInspections,

    /// <summary>See rates and other figures.</summary>
    ReadKpis,

    /// <summary>See service meetings with their figures and minutes, and resolutions.</summary>
    ReadMeetings,

    /// <summary>See traces: complaints, their causes, what was done about them, and what came of it.</summary>
    ReadTraces,

    /// <summary>See warnings, and what cities ask their province for.</summary>
    ReadWarnings,

    /// <summary>Take complaints and contacts on.</summary>
    RegisterComplaints,

    /// <summary>Tell how far a resolution is, and prove its effect.</summary>
    ReportResolutions,

    /// <summary>Ask that a customer's data be erased.</summary>
    RequestErasure,

    /// <summary>Ask the province for support, and for the province take up and answer what its cities ask for.</summary>
    RequestSupport,

    /// <summary>See who one customer is, and all that was said, for a quarter of an hour and a purpose that is recorded.</summary>
    RevealPersonalData,

    /// <summary>Command emergencies: declare them, link complaints, publish what customers are told, and end them.</summary>
    RunEmergencies,

    /// <summary>Tell that something happened to a customer that reminders follow from.</summary>
    TriggerReminders,

    /// <summary>Have the whole history verified.</summary>
    VerifyChain,

    /// <summary>Work on cases.</summary>
    WorkCases,

    /// <summary>Open traces, find causes, plan improvements and say how they stand.</summary>
    WorkTraces,
}

/// <summary>Which role may do what.</summary>
public static class RoleRules
{
    private static readonly Permission[] Everybody = [Permission.ReadDefinitions];

    private static readonly Permission[] Agent =
        [Permission.CallCustomers, Permission.ReadCases, Permission.ReadCaseTexts, Permission.ReadEmergencies, Permission.ReadKpis, Permission.RegisterComplaints, Permission.RevealPersonalData, Permission.WorkCases];

    /// <summary>What a role may do.</summary>
    public static IReadOnlySet<Permission> Of(Role role) => new HashSet<Permission>([.. Everybody, .. role switch
    {
        Role.DeskAgent => Agent,
        Role.DeskLead =>
        [
            .. Agent, Permission.AskReplays, Permission.EvaluateTraces, Permission.ExportCases, Permission.ExportEvidence, Permission.HandleWarnings, Permission.LeadDesk,
            Permission.ProposeEmergencies, Permission.ReadDisclosures, Permission.ReadHistory, Permission.ReadInspections, Permission.ReadMeetings, Permission.ReadTraces,
            Permission.ReadWarnings, Permission.ReportResolutions, Permission.RequestErasure, Permission.RequestSupport, Permission.WorkTraces,
        ],
        Role.QualityAuditor =>
        [
            Permission.AskReplays, Permission.ExportCases, Permission.ExportEvidence, Permission.InspectCases, Permission.PlanInspections, Permission.ReadCaseTexts, Permission.ReadCases, Permission.ReadChain,
            Permission.ReadDisclosures, Permission.ReadEmergencies, Permission.ReadHistory, Permission.ReadInspections, Permission.ReadKpis, Permission.ReadMeetings,
            Permission.ReadTraces, Permission.ReadWarnings, Permission.VerifyChain,
        ],
        Role.SpecialistDepartment =>
        [
            Permission.ReadCaseTexts, Permission.ReadCases, Permission.ReadEmergencies, Permission.ReadMeetings, Permission.ReadTraces,
            Permission.ReportResolutions, Permission.RevealPersonalData, Permission.WorkCases, Permission.WorkTraces,
        ],
        Role.CareManager =>
        [
            Permission.CallCustomers, Permission.ReadCaseTexts, Permission.ReadCases, Permission.ReadEmergencies, Permission.ReadKpis, Permission.RevealPersonalData,
        ],
        Role.EmergencyCommander =>
        [
            Permission.HandleWarnings, Permission.ProposeEmergencies, Permission.ReadCaseTexts, Permission.ReadCases, Permission.ReadEmergencies, Permission.ReadKpis,
            Permission.ReadMeetings, Permission.ReadTraces, Permission.ReadWarnings, Permission.RegisterComplaints, Permission.RequestSupport, Permission.RevealPersonalData,
            Permission.RunEmergencies,
        ],
        Role.MeetingSecretary =>
        [
            Permission.AskReplays, Permission.EvaluateTraces, Permission.ExportCases, Permission.KeepMeetings, Permission.KeepSeries, Permission.ReadKpis, Permission.ReadMeetings, Permission.ReadTraces,
            Permission.ReadWarnings,
        ],
        Role.Administrator => [Permission.AskReplays, Permission.KeepSeries, Permission.ManageAccounts, Permission.ManageTokens, Permission.OperateServer, Permission.PublishDefinitions, Permission.ReadChain, Permission.ReadKpis, Permission.VerifyChain],
        Role.BusinessSystem => [Permission.TriggerReminders],
        Role.MessagePlatform => [Permission.CarryReminders],
        Role.DataProtectionOfficer => (Permission[])
        [
            Permission.DecideErasure, Permission.ExportCases, Permission.ExportEvidence, Permission.ExportEvidenceInClear, Permission.ExportSubject, Permission.ManageRetention, Permission.ReadCases, Permission.ReadChain, Permission.ReadDisclosures, Permission.ReadHistory,
            Permission.RequestErasure, Permission.RevealPersonalData, Permission.VerifyChain,
        ],
    }]);

    /// <summary>Whether a role has a permission.</summary>
    public static bool Allows(Role role, Permission permission) => Of(role).Contains(permission);
}
