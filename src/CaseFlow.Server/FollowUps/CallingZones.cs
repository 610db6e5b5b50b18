using CaseFlow.FollowUps;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.FollowUps;

/// <summary>The zones in which calling hours count. The rules are given a zone; only the edge knows where zones are kept.</summary>
public static class CallingZones
{
    /// <summary>The zone of terms in force, whose name was checked when they were published.</summary>
    /// <exception cref="InvalidDataException">This machine's zone data does not have it.</exception>
    public static TimeZoneInfo Of(CallbackTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return TimeZoneInfo.TryFindSystemTimeZoneById(terms.Zone, out var zone)
            ? zone
            : throw new InvalidDataException($"The zone {terms.Zone} of callback policy {terms.PolicyVersion} is unknown on this machine; install its time zone data (tzdata).");
    }

    /// <summary>The name of a zone that must be given; an unknown one is noted.</summary>
    public static string Zone(this FieldErrors fields, string field, string? value)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var name = fields.Text(field, value, FieldErrors.ShortText);
        // Windows names and offsets are refused: they mean something else after the next change of the clocks' rules.
        if (name.Length > 0 && !(TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId))
            fields.Add(field, FieldCodes.OutOfRange, $"{field} is no time zone of the IANA list; it looks like Asia/Shanghai.");
        return name;
    }
}
