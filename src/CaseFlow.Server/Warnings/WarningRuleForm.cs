using System.Globalization;
using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Platform.Web.Forms;
using CaseFlow.Warnings;

namespace CaseFlow.Server.Warnings;

/// <summary>A rule for warnings as a form: what its terms look like in fields, and the terms that fields say.</summary>
public static class WarningRuleForm
{
    /// <summary>The fields of a rule of a kind; others have no meaning for it.</summary>
    public static IReadOnlyList<FormField> Fields(WarningKind kind, TermNames names, Words words)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(words);
        return
        [
            FormField.Text("terms.zh"), FormField.Text("terms.en"),
            FormField.Choice<WarningLevel>("terms.level", words),
            FormField.Suggestion("terms.topic", names.Options(TermLists.Topics), optional: true),
            Number("terms.topicLevel"), Number("terms.windowMinutes"), Number("terms.minimum"), Number("terms.coolDownMinutes"), Number("terms.freshMinutes"),
            .. Enum.GetValues<WarningGrade>().Select(grade => Number(PathOf(grade), optional: true) with { Named = words["WarningRules.From", words.Of(grade)] }),
            .. kind == WarningKind.Cluster ? [FormField.YesNo("terms.byBrand", words)] : Array.Empty<FormField>(),
            .. kind == WarningKind.LowScores ? [Number("terms.belowScore")] : Array.Empty<FormField>(),
            .. kind == WarningKind.Source ? Enum.GetValues<EscalationOrigin>().Select(origin => FormField.YesNo(PathOf(origin), words) with { Named = words.Of(origin) }) : [],
            .. kind == WarningKind.Breaches ? [FormField.Choice<Obligation>("terms.obligation", words, optional: true)] : Array.Empty<FormField>(),
            .. kind == WarningKind.Spike ? [Number("terms.baseline.weeks"), Number("terms.baseline.monthEndDays"), Number("terms.baseline.monthEndFactor")] : Array.Empty<FormField>(),
            FormField.YesNo("terms.active", words),
        ];
    }

    /// <summary>Puts terms into the fields.</summary>
    public static void Fill(FormModel form, WarningRuleTerms terms, TermNames names)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(names);
        (form["terms.zh"], form["terms.en"], form["terms.level"]) = (terms.Zh, terms.En, $"{terms.Level}");
        form["terms.topic"] = names[TermLists.Topics, terms.Topic];
        foreach (var (path, value) in new (string, decimal?)[]
        {
            ("terms.topicLevel", terms.TopicLevel), ("terms.windowMinutes", terms.WindowMinutes), ("terms.minimum", terms.Minimum), ("terms.coolDownMinutes", terms.CoolDownMinutes), ("terms.freshMinutes", terms.FreshMinutes),
            ("terms.belowScore", terms.BelowScore), ("terms.baseline.weeks", terms.Baseline?.Weeks), ("terms.baseline.monthEndDays", terms.Baseline?.MonthEndDays), ("terms.baseline.monthEndFactor", terms.Baseline?.MonthEndFactor),
        })
            form[path] = value?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";
        foreach (var grade in Enum.GetValues<WarningGrade>())
            form[PathOf(grade)] = terms.Grades.FirstOrDefault(one => one.Grade == grade)?.From.ToString("0.##", CultureInfo.InvariantCulture) ?? "";
        foreach (var origin in Enum.GetValues<EscalationOrigin>())
            form[PathOf(origin)] = terms.Origins.Contains(origin) ? "true" : "false";
        (form["terms.byBrand"], form["terms.active"], form["terms.obligation"]) = (terms.ByBrand ? "true" : "false", terms.Active ? "true" : "false", terms.Obligations.Count == 1 ? $"{terms.Obligations[0]}" : "");
    }

    /// <summary>The terms that the fields say.</summary>
    public static WarningTermsRequest Read(FormModel form, WarningKind kind, WarningRuleTerms present)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(present);
        return new()
        {
            Zh = form.Text("terms.zh"),
            En = form.Text("terms.en"),
            Kind = kind,
            Level = form.Choice<WarningLevel>("terms.level"),
            Topic = form.Code("terms.topic"),
            TopicLevel = Whole(form, "terms.topicLevel"),
            ByBrand = kind == WarningKind.Cluster && form.YesNo("terms.byBrand") == true,
            WindowMinutes = Whole(form, "terms.windowMinutes"),
            Grades = [.. Enum.GetValues<WarningGrade>().Where(grade => form.Number(PathOf(grade)) is not null).Select(grade => new GradeRequest { Grade = grade, From = form.Number(PathOf(grade)) })],
            Minimum = Whole(form, "terms.minimum"),
            CoolDownMinutes = Whole(form, "terms.coolDownMinutes"),
            FreshMinutes = Whole(form, "terms.freshMinutes"),
            Origins = kind == WarningKind.Source ? [.. Enum.GetValues<EscalationOrigin>().Where(origin => form.YesNo(PathOf(origin)) == true)] : [],
            // A list of several clocks is kept as it is; the form speaks of one.
            Obligations = kind != WarningKind.Breaches ? [] : present.Obligations.Count > 1 ? present.Obligations : form.Choice<Obligation>("terms.obligation") is { } one ? [one] : [],
            BelowScore = kind == WarningKind.LowScores ? form.Number("terms.belowScore") : null,
            Baseline = kind == WarningKind.Spike
                ? new() { Weeks = Whole(form, "terms.baseline.weeks"), MonthEndDays = Whole(form, "terms.baseline.monthEndDays"), MonthEndFactor = form.Number("terms.baseline.monthEndFactor") }
                : null,
            Active = form.YesNo("terms.active"),
        };
    }

    /// <summary>What is no whole number that the field takes, where one is asked for.</summary>
    public static IReadOnlyList<FieldError> NotWhole(FormModel form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return [.. form.Fields.Where(field => Wholes.Contains(field.Path) && form.Number(field.Path) is { } number && (number != decimal.Truncate(number) || number is < int.MinValue or > int.MaxValue)).Select(field => new FieldError(field.Path, FieldCodes.OutOfRange, ""))];
    }

    /// <summary>Errors by the fields of the form: of a grade, of all origins or of all clocks, the API's fields are others.</summary>
    public static IReadOnlyList<FieldError> Placed(IReadOnlyList<FieldError> errors, FormModel form)
    {
        ArgumentNullException.ThrowIfNull(errors);
        ArgumentNullException.ThrowIfNull(form);
        var grades = Enum.GetValues<WarningGrade>().Where(grade => form.Number(PathOf(grade)) is not null).ToList();
        return [.. errors.Select(error => error with { Field = Place(error.Field, grades) })];
    }

    private static string Place(string field, List<WarningGrade> grades) => field switch
    {
        "terms.grades" => PathOf(Enum.GetValues<WarningGrade>()[0]),
        "terms.origins" => PathOf(Enum.GetValues<EscalationOrigin>()[0]),
        "terms.obligations" => "terms.obligation",
        "terms.baseline" => "terms.baseline.weeks",
        _ => Enumerable.Range(0, grades.Count).Where(at => field.StartsWith($"terms.grades[{at}].", StringComparison.Ordinal)).Select(at => PathOf(grades[at])).FirstOrDefault(field),
    };

    private static readonly string[] Wholes = ["terms.topicLevel", "terms.windowMinutes", "terms.minimum", "terms.coolDownMinutes", "terms.freshMinutes", "terms.baseline.weeks", "terms.baseline.monthEndDays"];

    private static FormField Number(string path, bool optional = false) => new(path, FieldKind.Number) { Optional = optional };

    private static int? Whole(FormModel form, string path) => form.Number(path) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;

    private static string PathOf(WarningGrade grade) => $"terms.grades.{grade}";

    private static string PathOf(EscalationOrigin origin) => $"terms.origins.{origin}";
}
