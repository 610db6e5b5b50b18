using CaseFlow.Access;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>Contacts per case and what that means.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
/// <param name="TopicLevel">To which level topics are told apart.</param>
/// <param name="Rows">The values.</param>
/// <param name="Total">The value of all of them together.</param>
public sealed record ContactAverages(KpiDefinition Definition, string From, string To, int TopicLevel, IReadOnlyList<ContactAverage> Rows, ContactAverage Total);

/// <summary>One average and the counts that it comes from.</summary>
public sealed record ContactAverage : KpiKey
{
    /// <summary>The average of what is counted together.</summary>
    /// <param name="of">What is counted together.</param>
    /// <param name="sums">Contacts, failed contacts, then cases.</param>
    public ContactAverage(KpiKey of, long[] sums)
        : base(of) => (Numerator, Failed, Denominator, Average) = (sums[0], sums[1], sums[2], Quotient(sums[0], sums[2], unit: 1));

    /// <summary>Contacts that are linked to the cases.</summary>
    public long Numerator { get; }

    /// <summary>Those of them that failed.</summary>
    public long Failed { get; }

    /// <summary>Cases.</summary>
    public long Denominator { get; }

    /// <summary>Null when there is no case.</summary>
    public decimal? Average { get; }
}

/// <summary>How many contacts does it take a customer to get a case dealt with?</summary>
public sealed class ContactsPerCase(ReadModels models, DefinitionBook book, ReportingZone zone)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "ContactsPerCase";

    private const int UsualTopicLevel = 2;

    private static readonly KpiCube Cube = new("caseflow_contact_counts", ["contacts", "failed", "cases"]);

    /// <summary>The averages.</summary>
    public async Task<ReadAnswer<ContactAverages>> AskAsync(AccessScope scope, KpiQuestion question, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(question);
        var moves = await book.MovesAsync(question.Tree, cancellation);
        return await models.AskAsync(
            scope,
            Projection,
            async connection =>
            {
                var level = question.TopicLevel ?? UsualTopicLevel;
                var sums = await Cube.SumAsync(connection, scope, question, level, moves, cancellation);
                return new ContactAverages(
                    moves.Say((await book.TellAsync(KpiCatalogue.ContactsPerCase, question.From, question.To, cancellation)).Under(rule: null, zone)),
                    Iso.Month(question.From),
                    Iso.Month(question.To),
                    level,
                    [.. sums.Select(sum => new ContactAverage(sum.Key, sum.Sums))],
                    new(KpiKey.Total, Cube.Total(sums.Select(sum => sum.Sums))));
            },
            cancellation);
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<ContactsPerCase, ContactAverages>(
        $"/kpis/{KpiCatalogue.ContactsPerCase.Id}",
        Permission.ReadKpis,
        ("KPIs", "Contacts per case by month, region and topic, with those that failed."),
        [Projection],
        KpiQuestion.Parameters,
        query =>
        {
            var question = KpiQuestion.Read(query, KpiCatalogue.ContactsPerCase, ReportingZone.Operator);
            return async (averages, asker, cancellation) => await averages.AskAsync(asker.Scope, question, cancellation);
        });
}
