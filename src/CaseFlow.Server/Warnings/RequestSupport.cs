using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.ServiceMeetings;
using CaseFlow.Server.Tracing;
using CaseFlow.Tracing;
using CaseFlow.Warnings;

namespace CaseFlow.Server.Warnings;

/// <summary>What support is asked for about.</summary>
public sealed record SupportReferenceRequest
{
    /// <summary>A warning, a case or a trace.</summary>
    [Required]
    public SupportMatter? Matter { get; init; }

    /// <summary>Its id.</summary>
    [Required]
    public Guid? Id { get; init; }
}

/// <summary>Ask the province for support.</summary>
public sealed record AskProvinceRequest : CommandRequest
{
    /// <summary>The city that asks.</summary>
    [Required]
    public RegionRequest? Region { get; init; }

    /// <summary>What is needed. Not sealed: it names no customer.</summary>
    [Required]
    public string? Need { get; init; }

    /// <summary>By when.</summary>
    [Required]
    public DateTimeOffset? WantedBy { get; init; }

    /// <summary>The warning, case or trace that it is about.</summary>
    public SupportReferenceRequest? About { get; init; }
}

/// <summary>Ask again.</summary>
public sealed record RenewSupportRequest : CommandRequest
{
    /// <summary>What is needed now. Not sealed: it names no customer.</summary>
    [Required]
    public string? Need { get; init; }

    /// <summary>By when.</summary>
    [Required]
    public DateTimeOffset? WantedBy { get; init; }
}

/// <summary>Carries out commands on requests for support.</summary>
public sealed class SupportDesk(CommandShell shell, DefinitionBook definitions, ClockRuleBook clocks, TimeProvider clock)
{
    /// <summary>The stream of the targets.</summary>
    public static Guid TargetsStream { get; } = DeterministicId.From("support_targets");

    /// <summary>Loads, decides and records.</summary>
    public CommandShell Shell => shell;

    /// <summary>The lists in force.</summary>
    public DefinitionBook Definitions => definitions;

    /// <summary>The present.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Both levels' clocks of a request that is made now, by the targets in force and the city's calendar.</summary>
    /// <exception cref="InvalidOperationException">There are no targets, or their calendar is gone; both are there from the first start on.</exception>
    public async Task<SupportDues> DuesAsync(Region region, DateTimeOffset from, CancellationToken cancellation)
    {
        var targets = (await shell.StateAsync(Streams.SupportTargets, TargetsStream, cancellation)).Latest ?? throw new InvalidOperationException("No targets for support are published.");
        var time = (await clocks.RulesAsync(cancellation)).TimeOf(targets.Calendar, AccessScope.Code(AccessScope.ProvinceOf(region), AccessScope.CityOf(region)))
            ?? throw new InvalidOperationException($"There is no calendar {targets.Calendar}.");
        return SupportDues.Of(targets, time, from);
    }

    /// <summary>Decides on a request.</summary>
    public Task<CommandOutcome> DecideAsync(ProvincialSupportId support, CommandContext context, FieldErrors fields, Func<ProvincialSupport, Decision<ProvincialSupportEvent>> decide, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return fields.Any ? Task.FromResult<CommandOutcome>(fields.Outcome) : shell.DecideAsync(Streams.ProvincialSupport, support.Value, context, decide, cancellation);
    }

    /// <summary>What a request is about, within the scope of whoever makes it; errors are noted.</summary>
    public async Task<SupportReference?> ReadAsync(SupportReferenceRequest? request, AccessScope scope, FieldErrors fields, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (request is null) return null;
        var (matter, id) = (fields.Choice("about.matter", request.Matter), fields.Value("about.id", request.Id));
        if (fields.Any) return null;
        var isThere = matter switch
        {
            SupportMatter.Warning => (await shell.StateAsync(Streams.Warning, id, scope, cancellation)).Status != WarningStatus.Unraised,
            SupportMatter.Complaint => (await shell.StateAsync(Streams.Complaint, id, scope, cancellation)).Status != ComplaintStatus.Unregistered,
            SupportMatter.Trace => (await shell.StateAsync(Streams.Trace, id, scope, cancellation)).Stage != TraceStage.Unopened,
        };
        if (!isThere) fields.Add("about.id", FieldCodes.NotThere, $"about.id: there is no such thing in {scope.Territory}.");
        return new(matter, id);
    }
}

/// <summary>What a city does about its request.</summary>
public static class RequestingSupport
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/support-requests", (AskProvinceRequest request, HttpContext http, SupportDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CreateAsync(http, request, async context =>
                {
                    var (support, outcome) = await RequestAsync(desk, request, context, cancellation);
                    return (support.Value, $"support-requests/{support.Value}", outcome);
                }, cancellation))
            .DescribeCommand(Permission.RequestSupport, SupportRoutes.Tag, "Asks the province for support; the clocks of both levels start.", creates: true);
        api.MapSupportCommand<RenewSupportRequest>("renew", "Asks again, after the province sent the request back or its answer did not help.", RenewAsync);
    }

    public static async Task<(ProvincialSupportId Support, CommandOutcome Outcome)> RequestAsync(SupportDesk desk, AskProvinceRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var support = ProvincialSupportId.From(DeterministicId.From("support", context.CommandId));
        var fields = new FieldErrors();
        var region = RegionRequest.Read(request.Region, fields, await desk.Definitions.ListAsync(TermLists.Regions, cancellation));
        var need = fields.ClearText("need", request.Need);
        var wanted = MeetingRoutes.Time(fields, "wantedBy", request.WantedBy);
        if (fields.Any) return (support, fields.Outcome);
        if (!context.Scope.Covers(region)) return (support, CommandOutside.Of("region", context));
        var about = await desk.ReadAsync(request.About, context.Scope, fields, cancellation);
        if (fields.Any) return (support, fields.Outcome);
        return (support, await desk.Shell.CreateAsync(
            Streams.ProvincialSupport,
            support.Value,
            context,
            async _ => await desk.DuesAsync(region, context.OccurredAt, cancellation),
            (state, dues) => ProvincialSupportDecisions.Request(state, new(
                new() { Support = support, Region = region, Need = need, WantedBy = wanted, About = about, Dues = dues }, desk.Now)),
            cancellation));
    }

    public static async Task<CommandOutcome> RenewAsync(SupportDesk desk, ProvincialSupportId support, RenewSupportRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var need = fields.ClearText("need", request.Need);
        var wanted = MeetingRoutes.Time(fields, "wantedBy", request.WantedBy);
        if (fields.Any) return fields.Outcome;
        var history = Streams.ProvincialSupport.Within(context.Scope, await desk.Shell.HistoryAsync(support.Value, cancellation));
        var region = (history.Count == 0 ? null : history[0].Data as ProvincialSupportRequested)?.Region ?? new("");
        return await desk.Shell.DecideAsync(
            Streams.ProvincialSupport,
            support.Value,
            context,
            async _ => await desk.DuesAsync(region, context.OccurredAt, cancellation),
            (state, dues) => ProvincialSupportDecisions.Renew(state, new(need, wanted, dues, desk.Now)),
            cancellation);
    }
}
