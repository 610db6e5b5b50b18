using System.Text.Json.Nodes;

namespace CaseFlow.Testing;

/// <summary>What a statement had to look at, by its plan.</summary>
internal static class Work
{
    private static readonly string[] Large =
    [
        "caseflow_work_list", "caseflow_reminders", "caseflow_reminder_triggers", "caseflow_customers", "caseflow_customer_numbers", "caseflow_customer_contacts", "caseflow_case_threads",
        "caseflow_repeat_cases", "caseflow_repeat_counts", "caseflow_contact_counts", "caseflow_callback_agenda",
        "caseflow_inspection_samples", "caseflow_inspection_items", "caseflow_inspection_findings",
        "caseflow_running_clocks", "caseflow_clock_cases", "caseflow_clock_compliance", "caseflow_reminder_counts", "caseflow_reminder_delays",
        "caseflow_used_definitions", "caseflow_case_milestones", "caseflow_measured_series", "caseflow_warning_buckets",
        "caseflow_warnings", "caseflow_support_requests", "caseflow_emergencies",
    ];

    /// <summary>Rows of large tables that were fetched, whether they fit or not.</summary>
    public static long Rows(JsonNode plan) => Nodes(plan["Plan"]!).Sum(RowsOf);

    /// <summary>Large tables that were read from one end to the other.</summary>
    public static IEnumerable<string> Scans(JsonNode plan) =>
        from node in Nodes(plan["Plan"]!)
        where (string?)node["Node Type"] == "Seq Scan" && Large.Contains((string?)node["Relation Name"])
        select (string)node["Relation Name"]!;

    /// <summary>Whether the statement was compiled, which takes longer than carrying it out.</summary>
    public static bool IsCompiled(JsonNode plan) => plan["JIT"] is not null;

    private static long RowsOf(JsonNode node)
    {
        var isScan = Large.Contains((string?)node["Relation Name"]) || ((string?)node["Node Type"] == "Bitmap Index Scan" && ((string)node["Index Name"]!).StartsWith("caseflow_", StringComparison.Ordinal));
        return isScan ? (Number(node, "Actual Rows") + Number(node, "Rows Removed by Filter") + Number(node, "Rows Removed by Index Recheck")) * Number(node, "Actual Loops") : 0;
    }

    private static long Number(JsonNode node, string name) => node[name] is { } value ? (long)Math.Ceiling((double)value) : 0;

    private static IEnumerable<JsonNode> Nodes(JsonNode node) => [node, .. node["Plans"]?.AsArray().SelectMany(child => Nodes(child!)) ?? []];
}
