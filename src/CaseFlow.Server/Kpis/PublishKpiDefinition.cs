using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Kpis;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Kpis;

/// <summary>What a KPI is to reach.</summary>
public sealed record KpiTargetRequest
{
    /// <summary>In the KPI's own unit, with at most two decimals.</summary>
    [Required]
    public decimal? Value { get; init; }

    /// <summary>Whether a value is to be at least this, or at most.</summary>
    [Required]
    public KpiTargetSide? Side { get; init; }
}

/// <summary>Which cases a KPI counts that adds up over cases.</summary>
public sealed record CountedCasesRequest
{
    /// <summary>The kinds that count, at least one.</summary>
    [Required]
    public IReadOnlyList<ComplaintKind>? Kinds { get; init; }

    /// <summary>Whether cases count that their customer withdrew.</summary>
    [Required]
    public bool? Withdrawn { get; init; }

    /// <summary>Whether cases count that were merged into another.</summary>
    [Required]
    public bool? Merged { get; init; }

    /// <summary>To how many contacts a case may be linked that the first contact settled, 1 to 100; of that KPI alone.</summary>
    public int? MostContacts { get; init; }
}

/// <summary>Publish the next version of a KPI's definition. Months before the first that it is valid for keep the version that told them.</summary>
public sealed record PublishKpiDefinitionRequest : CommandRequest
{
    /// <summary>What it is called, in Chinese.</summary>
    [Required]
    public string? NameZh { get; init; }

    /// <summary>The same in English.</summary>
    [Required]
    public string? NameEn { get; init; }

    /// <summary>Who answers for it, in Chinese.</summary>
    [Required]
    public string? OwnerZh { get; init; }

    /// <summary>The same in English.</summary>
    [Required]
    public string? OwnerEn { get; init; }

    /// <summary>What to bear in mind about it, in Chinese.</summary>
    public string? NoteZh { get; init; }

    /// <summary>The same in English.</summary>
    public string? NoteEn { get; init; }

    /// <summary>What it is to reach; left out for no target.</summary>
    public KpiTargetRequest? Target { get; init; }

    /// <summary>Which cases count; of a KPI that adds up over cases, and of no other.</summary>
    public CountedCasesRequest? Cases { get; init; }

    /// <summary>The first month that the version tells, for example 2011-03: a month of the cases, not of the publication. An earlier one restates what lies between.</summary>
    [Required]
    public string? ValidFrom { get; init; }

    /// <summary>Why it is published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>What each KPI counts and is to reach, in versions.</summary>
public static class PublishingKpiDefinitions
{
    /// <summary>What the definitions of KPIs are called in addresses.</summary>
    public const string Kind = "kpi-definitions";

    public static void AddKind(IServiceCollection services) => services.AddSingleton<IDefinitionKind>(at => new DefinitionKind<PublishKpiDefinitionRequest>(
        at.GetRequiredService<CommandShell>(),
        Kind,
        _ => Task.FromResult<IReadOnlyList<Guid>>([DefinitionBook.KpisStream]),
        e => e is KpiDefinitionPublished said ? Publication.Of(said.Kpi, said.Terms, said.Reason).With(new { ValidFrom = said.ValidFrom is { } month ? Iso.Month(month) : null }) : null,
        (name, request, context, cancellation) => PublishAsync(at.GetRequiredService<CommandShell>(), at.GetRequiredService<DefinitionBook>(), name, request, context, cancellation))
    {
        Panel = typeof(KpiVersionsPanel),
        TryAsync = at.GetRequiredService<KpiTrials>().TryAsync,
    });

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost($"/definitions/{Kind}/{{name}}", (string name, PublishKpiDefinitionRequest request, HttpContext http, CommandShell shell, DefinitionBook book, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, DefinitionBook.KpisStream, request, context => PublishAsync(shell, book, name, request, context, cancellation), cancellation))
            .DescribeCommand(Permission.PublishDefinitions, DefinitionsInForce.Tag, "Publishes the next version of a KPI's definition, valid from a month of the cases on.");

    public static async Task<CommandOutcome> PublishAsync(CommandShell shell, DefinitionBook book, string name, PublishKpiDefinitionRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shell);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var read = Read(fields, name, request);
        var month = ReadMonth(fields, request.ValidFrom);
        var reason = fields.Text("reason", request.Reason);
        if (fields.Any) return fields.Outcome;
        var outcome = await shell.DecideAsync(Streams.KpiDefinitions, DefinitionBook.KpisStream, context, state => KpiDefinitionDecisions.Publish(state, new(name, read.Nature, read.Terms, month, reason)), cancellation);
        book.Forget();
        return outcome;
    }

    /// <summary>What a request says, but for when and why; what is wrong is noted.</summary>
    public static (KpiNature Nature, KpiTerms Terms) Read(FieldErrors fields, string name, PublishKpiDefinitionRequest request)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(request);
        if (KpiCatalogue.NatureOf(name) is not { } nature)
        {
            fields.Add("name", FieldCodes.OutOfRange, $"name is one of {string.Join(", ", KpiCatalogue.All.Select(kpi => kpi.Id))}.");
            nature = new(CountsCases: request.Cases is not null, LimitsContacts: request.Cases?.MostContacts is not null, Greatest: null);
        }

        return (nature, new()
        {
            NameZh = fields.Text("nameZh", request.NameZh, FieldErrors.ShortText),
            NameEn = fields.Text("nameEn", request.NameEn, FieldErrors.ShortText),
            OwnerZh = fields.Text("ownerZh", request.OwnerZh, FieldErrors.ShortText),
            OwnerEn = fields.Text("ownerEn", request.OwnerEn, FieldErrors.ShortText),
            NoteZh = fields.OptionalText("noteZh", request.NoteZh),
            NoteEn = fields.OptionalText("noteEn", request.NoteEn),
            Target = ReadTarget(fields, nature, request.Target),
            Cases = ReadCases(fields, nature, request.Cases),
        });
    }

    private static KpiTarget? ReadTarget(FieldErrors fields, KpiNature nature, KpiTargetRequest? request)
    {
        if (request is null) return null;
        var target = new KpiTarget(fields.Value("target.value", request.Value), fields.Choice("target.side", request.Side));
        if (!KpiDefinitionDecisions.IsFit(target, nature)) fields.Add("target.value", FieldCodes.OutOfRange, $"target.value is 0 {(nature.Greatest is { } most ? FormattableString.Invariant($"to {most}") : "or more")}, with at most two decimals.");
        return target;
    }

    private static CountedCases? ReadCases(FieldErrors fields, KpiNature nature, CountedCasesRequest? request)
    {
        if (request is null)
        {
            if (nature.CountsCases) fields.Add("cases", FieldCodes.Required, "cases must be given: which kinds count, and whether withdrawn and merged ones do.");
            return null;
        }

        if (!nature.CountsCases)
        {
            fields.Add("cases", FieldCodes.OutOfRange, "cases is for KPIs that add up over cases; leave it out.");
            return null;
        }

        if (request.Kinds is { Count: 0 }) fields.Add("cases.kinds", FieldCodes.OutOfRange, "cases.kinds names at least one kind.");
        if (nature.LimitsContacts && request.MostContacts is null) fields.Add("cases.mostContacts", FieldCodes.Required, "cases.mostContacts must be given.");
        if (nature.LimitsContacts && request.MostContacts is < 1 or > KpiDefinitionDecisions.MostContacts)
            fields.Add("cases.mostContacts", FieldCodes.OutOfRange, FormattableString.Invariant($"cases.mostContacts is 1 to {KpiDefinitionDecisions.MostContacts}."));
        if (!nature.LimitsContacts && request.MostContacts is not null) fields.Add("cases.mostContacts", FieldCodes.OutOfRange, "cases.mostContacts is for first-contact-resolution; leave it out.");
        return new()
        {
            Kinds = [.. fields.Choices("cases.kinds", request.Kinds).Distinct()],
            Withdrawn = fields.Value("cases.withdrawn", request.Withdrawn),
            Merged = fields.Value("cases.merged", request.Merged),
            MostContacts = request.MostContacts,
        };
    }

    private static DateOnly? ReadMonth(FieldErrors fields, string? text)
    {
        var given = fields.Text("validFrom", text, FieldErrors.ShortText);
        if (given.Length == 0) return null;
        if (Iso.TryMonth(given) is not { } month)
        {
            fields.Add("validFrom", FieldCodes.Malformed, "validFrom is a month, for example 2011-03.");
            return null;
        }

        if (month < KpiDefinitionDecisions.FirstMonth || month > KpiDefinitionDecisions.LastMonth) fields.Add("validFrom", FieldCodes.OutOfRange, "validFrom lies between 1990-01 and 2100-12.");
        return month;
    }
}
