using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Definitions;

/// <summary>Which definition a case relies on.</summary>
public enum UsedKind { ReplyWording, HandlingModel }

/// <summary>A version of a definition that a case relies on.</summary>
public sealed record UsedDefinition
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<UsedDefinition> Table = RowSecurity.Table<UsedDefinition>("caseflow_used_definitions", RowsOf.Territory, "complaint", "kind", "name", "version");

    public required Guid Complaint { get; init; }
    public required UsedKind Kind { get; init; }
    public required string Name { get; init; }
    public required int Version { get; init; }
    public required Guid Customer { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }

    /// <summary>The case's topic at that moment.</summary>
    public required string Topic { get; init; }

    /// <summary>When it was first told, or applied.</summary>
    public required DateTimeOffset UsedAt { get; init; }
}

/// <summary>Somebody who was told a version of a reply wording.</summary>
/// <param name="Complaint">In which case.</param>
/// <param name="Customer">Who.</param>
/// <param name="Region">Where.</param>
/// <param name="Topic">The case's topic at that moment.</param>
/// <param name="ToldAt">When.</param>
/// <param name="ToldAgain">Whether a later version was told in the same case.</param>
public sealed record ToldCase(Guid Complaint, Guid Customer, string Region, string Topic, DateTimeOffset ToldAt, bool ToldAgain);

/// <summary>What came of the cases that a version of a handling model was applied to.</summary>
/// <param name="Version">The version.</param>
/// <param name="Cases">How many cases; of a version with more than <see cref="UsedDefinitions.MostCases"/> the latest.</param>
/// <param name="Resolved">Those that were resolved at least once.</param>
/// <param name="FirstTime">Those of them that the first contact settled, with one contact at most, as the first version of the KPI <c>first-contact-resolution</c> counts them.</param>
/// <param name="Reopened">Those that were resolved and reopened.</param>
/// <param name="CalledBack">Callbacks whose customer said whether they were satisfied.</param>
/// <param name="Satisfied">Those who were.</param>
public sealed record ModelEffect(int Version, long Cases, long Resolved, long FirstTime, long Reopened, long CalledBack, long Satisfied)
{
    /// <summary>Whether the version was applied to more cases than are told of.</summary>
    public bool IsAtLeast => Cases >= UsedDefinitions.MostCases;
}

/// <summary>Which cases rely on which version of a definition, and what came of them?</summary>
public sealed class UsedDefinitions(ReadModels models)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "UsedDefinitions";

    /// <summary>Of how many cases of a version it is told what came of them: the latest.</summary>
    public const int MostCases = 2_000;

    /// <summary>Of how many versions of a model it is told: the latest.</summary>
    public const int MostVersions = 5;

    private static readonly ListOrder<UsedDefinition> InOrder = new(UsedDefinition.Table, "used_at", "complaint", Ascending: true, one => Iso.Time(one.UsedAt), one => one.Complaint);

    /// <summary>The projection.</summary>
    public static IProjection Create() => new RowProjection<UsedDefinition>(
        Projection,
        version: 2,
        UsedDefinition.Table,
        e => e.Data switch
        {
            ReplyWordingGiven given => [new RowKey(e.Stream.Value, UsedKind.ReplyWording, given.Wording, given.Version)],
            HandlingModelApplied applied => [new RowKey(e.Stream.Value, UsedKind.HandlingModel, applied.Model, applied.Version)],
            _ => [],
        },
        (row, e, _) => row ?? e.Data switch
        {
            ReplyWordingGiven given => Row(e, UsedKind.ReplyWording, (given.Wording, given.Version), given.Customer, given.Region, given.Topic.Code),
            HandlingModelApplied applied => Row(e, UsedKind.HandlingModel, (applied.Model, applied.Version), applied.Customer, applied.Region, applied.Topic.Code),
            _ => null,
        });

    /// <summary>The cases in which a version of a wording was told, in the order in which it was.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<Page<ToldCase>>> ToldAsync(AccessScope scope, string wording, int version, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return await models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                void Lead(Conditions where)
                {
                    where.Add($"kind = {where.Value(nameof(UsedKind.ReplyWording))} and name = {where.Value(wording)} and version = {where.Value(version)}");
                    scope.Narrow(where);
                }

                static void Nothing(Conditions where)
                {
                }

                var total = await InOrder.CountAsync(connection, Lead, Nothing, cancellation);
                var rows = await InOrder.PageAsync(connection, InOrder.Along(Lead), Nothing, page, Cursor.DigestOf("told", scope.ToString(), wording, version), cancellation);
                var again = new HashSet<Guid>();
                var where = new Conditions();
                where.Add($"complaint = any({where.Value(rows.Rows.Select(row => row.Complaint).ToArray())}) and kind = {where.Value(nameof(UsedKind.ReplyWording))} and name = {where.Value(wording)} and version > {where.Value(version)}");
                await using var command = where.Command(connection, $"select distinct complaint from {UsedDefinition.Table.Name} {where}");
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                    again.Add(reader.GetGuid(0));
                return new Page<ToldCase>(
                    [.. rows.Rows.Select(row => new ToldCase(row.Complaint, row.Customer, AccessScope.Code(row.Province, row.City), row.Topic, row.UsedAt, again.Contains(row.Complaint)))],
                    total.Count, total.IsAtLeast, rows.Next);
            },
            cancellation);
    }

    /// <summary>What came of the cases that each version of a model was applied to, the latest first: of the latest versions, and of each the latest cases.</summary>
    /// <remarks>Versions are found one by one along an index, and each case by its key: a model that is applied for years costs no more than one of last month.</remarks>
    public Task<ReadAnswer<IReadOnlyList<ModelEffect>>> EffectAsync(AccessScope scope, string model, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return models.AskAsync<IReadOnlyList<ModelEffect>>(
            scope,
            Projection,
            async connection =>
            {
                var where = new Conditions();
                var ofModel = $"kind = {where.Value(nameof(UsedKind.HandlingModel))} and name = {where.Value(model)}";
                where.Add($"{ofModel} and version = v.version");
                scope.Narrow(where);
                var (versions, cases) = (where.Value(MostVersions), where.Value(MostCases));
                var sql = $"""
                    with recursive versions as (
                        (select version from {UsedDefinition.Table.Name} where {ofModel} order by version desc limit 1)
                        union all
                        select (select version from {UsedDefinition.Table.Name} where {ofModel} and version < later.version order by version desc limit 1) from versions later where later.version is not null)
                    select v.version, count(*), count(*) filter (where m.resolved_at is not null),
                        count(*) filter (where m.resolved_at is not null and not m.reopened and not m.escalated and m.handed_over = 0 and m.contacts <= 1),
                        count(*) filter (where m.resolved_at is not null and m.reopened), coalesce(sum(m.called_back), 0)::bigint, coalesce(sum(m.satisfied), 0)::bigint
                    from (select version from versions where version is not null limit {versions}) v
                    cross join lateral (select complaint from {UsedDefinition.Table.Name} {where} order by used_at desc, complaint desc limit {cases}) u
                    cross join lateral (select * from {CaseMilestone.Table.Name} one where one.complaint = u.complaint limit 1) m
                    group by v.version order by v.version desc
                    """;
                var effects = new List<ModelEffect>();
                await using var command = where.Command(connection, sql);
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                    effects.Add(new(reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6)));
                return effects;
            },
            cancellation);
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapQuery<UsedDefinitions, Page<ToldCase>>(
            "/definitions/reply-wordings/{name}/told",
            Permission.ReadCases,
            (DefinitionsInForce.Tag, "The cases and customers who were told a version of a reply wording."),
            [Projection],
            [new("version", "Which version.", Required: true), .. QueryParameter.OfLists],
            query =>
            {
                var (wording, page) = (query.PathText("name"), query.Page());
                var version = query.Number("version", 1, int.MaxValue);
                if (query.Text("version") is null) query.Errors.Add("version", FieldCodes.Required, "version must be given.");
                return async (used, asker, cancellation) => await used.ToldAsync(asker.Scope, wording, (int)(version ?? 0), page, cancellation);
            });
        api.MapQuery<UsedDefinitions, IReadOnlyList<ModelEffect>>(
            "/definitions/handling-models/{name}/effect",
            Permission.ReadKpis,
            (DefinitionsInForce.Tag, "What came of the cases that each version of a handling model was applied to."),
            [Projection, KpiFigures.Projection],
            [],
            query =>
            {
                var model = query.PathText("name");
                return async (used, asker, cancellation) => await used.EffectAsync(asker.Scope, model, cancellation);
            });
    }

    private static UsedDefinition Row(EventStore.RecordedEvent e, UsedKind kind, (string Name, int Version) which, CustomerId customer, Region region, string topic) => new()
    {
        Complaint = e.Stream.Value,
        Kind = kind,
        Name = which.Name,
        Version = which.Version,
        Customer = customer.Value,
        Province = AccessScope.ProvinceOf(region),
        City = AccessScope.CityOf(region),
        Topic = topic,
        UsedAt = e.Metadata.OccurredAt,
    };
}
