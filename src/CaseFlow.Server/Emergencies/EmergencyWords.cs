using System.Globalization;
using CaseFlow.Emergencies;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Emergencies;

/// <summary>What stands on the pages of emergencies, in the reader's language.</summary>
public static class EmergencyWords
{
    /// <summary>Who is told by the relay.</summary>
    public static string Recipient(Words words, TermNames names, string code)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(names);
        return code == Emergency.Headquarters ? words["Emergency.Headquarters"] : names.Own(TermLists.Regions, code);
    }

    /// <summary>By or to whom a step is; empty where it is one for all.</summary>
    public static string Part(Words words, TermNames names, FirstTime clock, string part) => clock switch
    {
        FirstTime.OnScene => names[TermLists.Departments, part],
        FirstTime.Relay => Recipient(words, names, part),
        FirstTime.Alert or FirstTime.ReplyLine or FirstTime.PublicFeedback or FirstTime.Callback => "",
    };

    /// <summary>A span as a clock shows it: hours, minutes and seconds.</summary>
    public static string Span(TimeSpan span)
    {
        var whole = span.Duration();
        return string.Create(CultureInfo.InvariantCulture, $"{(int)whole.TotalHours}:{whole.Minutes:00}:{whole.Seconds:00}");
    }

    /// <summary>How long one of the six may take: whole hours as hours, all else in minutes.</summary>
    public static string Target(Words words, FirstTimeTarget target)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(target);
        return target.Minutes >= 120 && target.Minutes % 60 == 0 ? words["Emergency.TargetHours", target.Minutes / 60, words.Of(target.Start)] : words["Emergency.Target", target.Minutes, words.Of(target.Start)];
    }

    /// <summary>A share as a percentage.</summary>
    public static string Share(decimal? share) => share is { } known ? known.ToString(Languages.Current == Languages.Chinese ? "0.0%" : "0.0 %", CultureInfo.InvariantCulture) : "–";

    /// <summary>The tone of a clock; the words say the same.</summary>
    public static string Tone(FirstTimeStanding standing) => standing switch
    {
        FirstTimeStanding.Overdue or FirstTimeStanding.Late or FirstTimeStanding.Unmet => "bad",
        FirstTimeStanding.InTime => "good",
        FirstTimeStanding.Running => "info",
        FirstTimeStanding.NotStarted => "",
    };

    /// <summary>The tone of a status; the words say the same.</summary>
    public static string Tone(EmergencyStatus status) => status switch
    {
        EmergencyStatus.Declared => "bad",
        EmergencyStatus.Proposed => "warn",
        EmergencyStatus.StoodDown or EmergencyStatus.Reviewed => "good",
        EmergencyStatus.Dismissed or EmergencyStatus.Unproposed => "",
    };

    /// <summary>Whether what a step says is who came to the roster or left it.</summary>
    public static bool NamesAPerson(EmergencyStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.Type is "roster_assigned" or "roster_relieved";
    }

    /// <summary>What happened, in words.</summary>
    public static string Step(Words words, EmergencyStep step)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(step);
        return words[$"Event.{string.Concat(step.Type.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]))}"];
    }
}
