namespace CaseFlow.House;

/// <summary>Texts that a person has approved. A difference fails; <c>CASEFLOW_APPROVE=1</c> approves what is.</summary>
public static class ApprovedText
{
    private static bool Approves => Environment.GetEnvironmentVariable("CASEFLOW_APPROVE") == "1";

    /// <summary>Compares with the approved file, and leaves what was received beside it on a difference.</summary>
    public static void Matches(string approved, string received, string actual)
    {
        if (Approves) File.WriteAllText(approved, actual);
        var expected = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        if (expected == actual)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        Assert.Fail($"{Repository.Named(approved)} differs from {Repository.Named(received)}, which is what it would be now; CASEFLOW_APPROVE=1 approves it.\n{Difference(expected, actual)}");
    }

    private static string Difference(string expected, string actual)
    {
        var (old, now) = (expected.Split('\n'), actual.Split('\n'));
        var at = old.Zip(now).TakeWhile(lines => lines.First == lines.Second).Count();
        return $"Line {at + 1}:\n- {old.ElementAtOrDefault(at)}\n+ {now.ElementAtOrDefault(at)}";
    }
}
