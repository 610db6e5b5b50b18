namespace CaseFlow.Server.Platform.Verbs;

/// <summary>What the process answers to the shell.</summary>
public static class ExitCodes
{
    /// <summary>Done as asked.</summary>
    public const int Done = 0;

    /// <summary>Not done, for a reason that was printed; also for a command line that cannot be read.</summary>
    public const int Fault = 1;

    /// <summary>Not served, because another process serves this folder already.</summary>
    public const int AlreadyServing = 3;

    /// <summary>Done, except for rows of a file that were rejected, with the reasons beside it.</summary>
    public const int SomeRejected = 4;

    /// <summary>Verified, and the history differs from what was sealed.</summary>
    public const int Tampered = 5;

    /// <summary>Checked, and something personal was found in clear.</summary>
    public const int PersonalDataFound = 6;

    /// <summary>Ended by Ctrl-C before it was done.</summary>
    public const int Interrupted = 130;
}
