using System.Globalization;
using System.Net;
using System.Text;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Sealing;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Exports;

/// <summary>A case as people read it: one page that needs nothing beside it, on a screen or on paper.</summary>
public static class EvidencePage
{
    private const string Style = """
        body{font:15px/1.5 system-ui,"Noto Sans SC","Microsoft YaHei",sans-serif;color:#1d2733;max-width:60rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.6rem;margin:0}h2{font-size:1.15rem;margin:2rem 0 .5rem;border-bottom:1px solid #c5cfda}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.5rem 0}dt{color:#51606f}dd{margin:0;overflow-wrap:anywhere}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid #dde4ec}
        td dl{font-size:.92em}td:first-child,td:last-child{white-space:nowrap;width:1%}code{font:.85em/1.4 ui-monospace,monospace;overflow-wrap:anywhere}.note{border-left:4px solid #8a6d00;background:#fff8e1;padding:.5rem .75rem}
        @media print{body{max-width:none;margin:0;font-size:11pt}tr{break-inside:avoid}}
        """;

    /// <summary>Writes the page.</summary>
    public static string Write(ComplaintView state, IReadOnlyList<TimelineEntry> entries, EvidenceManifest manifest, IReadOnlyList<InclusionProof> proofs, Words words, TermNames names)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(proofs);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(names);
        var title = words["Evidence.Title", CaseNumber.Of(manifest.Complaint)];
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"{manifest.Language}\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Text(title)}</title>\n<style>\n{Style}\n</style></head>\n<body>\n<h1>{Text(title)}</h1>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p>{Text(words[manifest.PersonalData == "clear" ? "Evidence.Clear" : "Evidence.Masked"])}</p>\n");
        Facts(html, Header(state, words, names));
        html.Append(CultureInfo.InvariantCulture, $"<h2>{Text(words["Evidence.History"])}</h2>\n<table>\n<thead><tr><th>{Text(words["Evidence.When"])}</th><th>{Text(words["Evidence.What"])}</th><th>{Text(words["Evidence.Who"])}</th></tr></thead>\n<tbody>\n");
        foreach (var entry in entries)
            Row(html, entry, manifest, words, names);
        html.Append("</tbody>\n</table>\n");
        Proof(html, manifest, proofs, words);
        return html.Append("</body>\n</html>\n").ToString();
    }

    private static IEnumerable<(string Label, string Value)> Header(ComplaintView state, Words words, TermNames names) =>
    [
        (words["Column.case"], $"{state.Case.Id:D}"),
        (words["Column.kind"], words.Of(state.Case.Kind)),
        (words["Column.status"], words.Of(state.Case.Status)),
        (words["Column.topic"], names[TermLists.Topics, state.Case.Topic]),
        (words["Column.region"], names[TermLists.Regions, state.Case.Region]),
        (words["Column.registeredAt"], DeskTime.Exact(state.Case.RegisteredAt, state.Case.RegisteredPrecision)),
        (words["Column.level"], words.Of(state.Case.Level)),
        (words["Column.name"], state.Customer.Name ?? "–"),
        (words["Column.serviceNumber"], state.Customer.ServiceNumber ?? "–"),
        (words["Column.summary"], state.Case.Summary ?? "–"),
    ];

    private static void Row(StringBuilder html, TimelineEntry entry, EvidenceManifest manifest, Words words, TermNames names)
    {
        var facts = EventFacts.Of(entry, words, names);
        html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(DeskTime.Exact(entry.OccurredAt, entry.Precision))}</td><td><strong>{Text(facts.Title)}</strong>");
        IEnumerable<(string, string)> lines = facts.Lines.Select(line => (line.Label, line.Case is { } other ? CaseNumber.Of(other) : line.Value));
        if (manifest.Withheld.Contains(entry.Position)) lines = [(words["Evidence.Content"], words["Evidence.Withheld"])];
        if (manifest.Unsealed.Contains(entry.Position)) lines = lines.Append((words["Evidence.Seal"], words["Evidence.NotSealed"]));
        Facts(html, lines);
        html.Append(CultureInfo.InvariantCulture, $"</td><td>{Text(entry.Actor)}<br><code>{Iso.Number(entry.Position)}</code></td></tr>\n");
    }

    private static void Proof(StringBuilder html, EvidenceManifest manifest, IReadOnlyList<InclusionProof> proofs, Words words)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h2>{Text(words["Evidence.Proof"])}</h2>\n");
        if (manifest.Unsealed.Count > 0) html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{Text(words["Evidence.SomeNotSealed", manifest.Unsealed.Count, manifest.Events])}</p>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p>{Text(words["Evidence.HowToVerify"])}</p>\n<p><code>caseflow verify --evidence {Text(words["Evidence.ThisFile"])} --public-key {Text(words["Evidence.TheirKey"])}</code></p>\n");
        Facts(html, proofs.Select(proof => proof.Checkpoint).DistinctBy(one => one.Number).OrderBy(one => one.Number)
            .Select(one => (words["Evidence.Checkpoint", one.Number], $"{DeskTime.Exact(one.SealedAt, OccurrencePrecision.Second)} · {one.Root}")));
    }

    private static void Facts(StringBuilder html, IEnumerable<(string Label, string Value)> facts)
    {
        var all = facts.ToList();
        if (all.Count == 0) return;
        html.Append("<dl>");
        foreach (var (label, value) in all)
            html.Append(CultureInfo.InvariantCulture, $"<dt>{Text(label)}</dt><dd>{Text(value)}</dd>");
        html.Append("</dl>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
