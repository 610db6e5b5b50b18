using System.Text.Json;
using System.Text.Json.Nodes;
using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Audit;

/// <summary>Fields of a case, by their paths in the API's answers, in the reader's language.</summary>
public static class FieldNames
{
    /// <summary>What a field is called; its path where no text names it.</summary>
    public static string Of(string path, Words words)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(words);
        var name = path[(path.LastIndexOf('.') + 1)..];
        return name switch
        {
            "status" => words["Audit.Status"],
            "lastActivityAt" => words["WorkListSort.Activity"],
            "overdue" => words["WorkList.Overdue"],
            "dueAt" => words["WorkList.Due"],
            "points" => words["Column.points"],
            "matrixVersion" => words["Audit.MatrixVersion"],
            _ => words[$"Field.{name}"] is var text && !text.StartsWith("Field.", StringComparison.Ordinal) ? text : path,
        };
    }

    /// <summary>A value as it is read.</summary>
    public static string Value(string path, JsonNode? value, Words words)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(words);
        if (value is null) return "–";
        if (value.GetValueKind() is JsonValueKind.True or JsonValueKind.False) return words[(bool)value ? "Form.Yes" : "Form.No"];
        var text = value.ToString();
        if (path == "case.status" && Enum.TryParse<ComplaintStatus>(text, out var status)) return words.Of(status);
        if (path == "case.level" && Enum.TryParse<EscalationLevel>(text, out var level)) return words.Of(level);
        if (path == "case.kind" && Enum.TryParse<ComplaintKind>(text, out var kind)) return words.Of(kind);
        return Iso.TryTime(text) is { } at ? DeskTime.Minute(at) : text;
    }
}
