using System.Globalization;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>Masks that tell one customer from the next and nobody who they are.</summary>
public static class Masks
{
    private const string Hidden = "****";

    /// <summary>The mask of a text.</summary>
    public static string Of(PersonalKind kind, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return kind switch
        {
            PersonalKind.Name => Name(text),
            PersonalKind.Number => Number(text),
            PersonalKind.Account => Account(text),
            PersonalKind.Address or PersonalKind.Text => Caller.Masked,
        };
    }

    /// <summary>Of a Chinese name the first character, of another the first letter of each word: 张*, M*** R***.</summary>
    private static string Name(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words is [var one] && one.Any(IsHan) ? Han(one) : string.Join(' ', words.Select(word => StringInfo.GetNextTextElement(word) is var first && first.Length == word.Length ? "*" : first + "***"));
    }

    /// <summary>A name of one character would be shown whole by its first.</summary>
    private static string Han(string name)
    {
        var length = new StringInfo(name).LengthInTextElements;
        return length == 1 ? "*" : StringInfo.GetNextTextElement(name) + new string('*', length - 1);
    }

    private static bool IsHan(char character) => character is >= '\u2e80' and <= '\u9fff' or >= '\uf900' and <= '\ufaff' || char.IsHighSurrogate(character);

    /// <summary>Of a number as long as a mobile one all but four digits, of a shorter one the last: 138****5678, ****1234.</summary>
    private static string Number(string number) => number.Length switch
    {
        >= 11 => $"{number[..^8]}{Hidden}{number[^4..]}",
        >= 7 => $"{Hidden}{number[^4..]}",
        >= 5 => $"{Hidden}{number[^2..]}",
        _ => Hidden,
    };

    /// <summary>The last four, when that is at most half of it.</summary>
    private static string Account(string account) => account.Length switch
    {
        >= 8 => $"{Hidden}{account[^4..]}",
        >= 5 => $"{Hidden}{account[^2..]}",
        _ => Hidden,
    };
}
