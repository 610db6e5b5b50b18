using System.Text;

namespace CaseFlow.Server.Complaints;

/// <summary>Service numbers in the one form in which they are compared.</summary>
public static class ServiceNumbers
{
    private const int Shortest = 3;

    /// <summary>E.164 allows fifteen digits.</summary>
    private const int Longest = 15;

    /// <summary>Digits, with a plus when the country is given; null when the text is no number.</summary>
    /// <remarks>
    /// Separators go, full-width digits become plain ones, and <c>00</c> becomes <c>+</c>. A missing country code is not
    /// guessed: the same line with and without it counts as two until the operator sends one form.
    /// </remarks>
    public static string? TryNormalise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var number = new StringBuilder();
        if (TryPlain(text) is not { } plain) return null;
        foreach (var c in plain)
        {
            if (char.IsAsciiDigit(c) || (c == '+' && number.Length == 0)) number.Append(c);
            else if (!char.IsWhiteSpace(c) && c is not ('-' or '(' or ')' or '.' or '/' or '\u2010' or '\u2011' or '\u2013')) return null;
        }

        if (number.Length > 2 && number[0] == '0' && number[1] == '0') number.Remove(0, 2).Insert(0, '+');
        var digits = number.Length > 0 && number[0] == '+' ? number.Length - 1 : number.Length;
        return digits is >= Shortest and <= Longest ? number.ToString() : null;
    }

    /// <summary>Null for what Unicode does not count as text, such as U+FFFE.</summary>
    private static string? TryPlain(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
