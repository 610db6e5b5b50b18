using CaseFlow.Definitions;
using CaseFlow.Server.Complaints.Import;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Tests.Complaints.Import;

/// <summary>A small profile, and rows for it.</summary>
public static class Rows
{
    public const string Profile = """
        {
          "name": "branch-list",
          "zone": "Asia/Shanghai",
          "asOf": "2024-06-30",
          "identity": ["No"],
          "externalReference": "No",
          "personal": ["Name", "Phone", "Text"],
          "ignored": { "Clerk": "Who typed the list." },
          "required": ["No"],
          "checks": [
            { "column": "No", "pattern": "\\d+", "flag": "reference-not-numeric" },
            { "column": "Post", "pattern": "\\d{6}", "padLeft": 6, "flag": "post-padded" }
          ],
          "opened": { "columns": ["Day", "Time"], "formats": ["dd-MM-yyyy h:mm:ss tt", "dd-MMM-yy h:mm:ss tt", "dd-MM-yyyy"] },
          "closed": { "columns": ["Closed"], "formats": ["dd-MM-yyyy"], "sentinels": ["9999-01-01"] },
          "status": { "column": "State", "map": { "open": "registered", "pending": "acknowledged", "solved": "resolved", "closed": "closed" } },
          "channel": { "column": "Via", "map": { "Call": "hotline", "Internet": "web" } },
          "source": { "constant": "customer" },
          "topic": { "column": "Text", "keywords": [ { "any": ["roam"], "gives": "network.roaming" }, { "any": ["bill", "fee"], "gives": "billing.charge" } ], "otherwise": "other.unspecified", "otherwiseFlag": "topic-unknown" },
          "region": { "column": "City", "map": { "Nanjing": "cn-js.nanjing", "Hubei": "cn-hb" } },
          "summary": { "columns": ["Text"] },
          "customer": { "name": { "columns": ["Name"] }, "serviceNumber": { "columns": ["Phone"] }, "address": { "columns": ["Post", "City"] } }
        }
        """;

    public const string Header = "No,Day,Time,Closed,State,Via,City,Post,Name,Phone,Text,Clerk";

    /// <summary>A row that is right; what a test is about takes the place of its fields.</summary>
    public static IReadOnlyDictionary<string, string> Row(params (string Column, string Value)[] replaced)
    {
        var row = new Dictionary<string, string>
        {
            ["No"] = "1001", ["Day"] = "03-05-2024", ["Time"] = "3:53:50 PM", ["Closed"] = "", ["State"] = "Open", ["Via"] = "Call", ["City"] = "Nanjing",
            ["Post"] = "210000", ["Name"] = "张伟", ["Phone"] = "13800000001", ["Text"] = "Roaming does not work", ["Clerk"] = "x",
        };
        foreach (var (column, value) in replaced) row[column] = value;
        return row;
    }

    /// <summary>Reads rows under the profile, changed as a test wants it.</summary>
    public static RecordReader Reader(Func<ImportProfile, ImportProfile>? change = null) =>
        new((change ?? (profile => profile))(ImportProfiles.Parse(Profile, "test")), Terms, TimeProvider.System);

    /// <summary>The record of a row, or the errors that it is rejected for.</summary>
    public static (ImportedRecord? Record, IReadOnlyList<FieldError> Errors) Read(this RecordReader reader, IReadOnlyDictionary<string, string> row, int line = 2)
    {
        var errors = new FieldErrors();
        var record = reader.Read(new FileRow(line, [.. row.Values], row), errors);
        return (record, errors.Outcome.Errors);
    }

    /// <summary>The lists that a new installation starts with.</summary>
    public static ImportTerms Terms { get; } = new(List(TermLists.Channels), List(TermLists.Sources), List(TermLists.Topics), List(TermLists.Regions));

    private static TermList List(string name) => TermListDecisions.Publish(TermList.Unpublished, DefinitionSeeds.List(name)).Events.Aggregate(TermList.Unpublished, TermList.Evolve);
}
