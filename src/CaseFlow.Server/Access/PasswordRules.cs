namespace CaseFlow.Server.Access;

/// <summary>What a password must be, after NIST SP 800-63B: long, and not one of those that everybody tries; nothing is asked of its characters.</summary>
public static class PasswordRules
{
    /// <summary>The fewest characters.</summary>
    public const int Shortest = 12;

    /// <summary>The most characters; hashing longer ones would only cost time.</summary>
    public const int Longest = 128;

    /// <summary>It has too few characters, or too many.</summary>
    public const string OtherLength = "length";

    /// <summary>It is one that others would try first.</summary>
    public const string TooCommon = "common";

    /// <summary>The most common ones of twelve characters and more, and those that our own name suggests.</summary>
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "123456789012", "1234567890123", "12345678901234567890", "1q2w3e4r5t6y", "abcdefghijkl", "administrator", "adminadminadmin", "aaaaaaaaaaaa", "000000000000",
        "111111111111", "123123123123", "changemechangeme", "iloveyou1234", "letmeinletmein", "passwordpassword", "password1234", "password12345", "password123456",
        "qwertyqwerty", "qwerty123456", "qwertyuiop12", "qwertyuiop123", "welcome12345", "woaini123456", "zaq12wsxcde3", "caseflowcaseflow", "caseflow1234", "caseflow12345",
    };

    /// <summary>What is wrong with a password; null when nothing is.</summary>
    /// <param name="password">The password.</param>
    /// <param name="userName">Whose it is to be.</param>
    public static string? Wrong(string password, string userName)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(userName);
        return password switch
        {
            { Length: < Shortest or > Longest } => OtherLength,
            _ when Common.Contains(password) || password.Distinct().Count() < 4 || (userName.Length > 3 && password.Contains(userName, StringComparison.OrdinalIgnoreCase)) => TooCommon,
            _ => null,
        };
    }
}
