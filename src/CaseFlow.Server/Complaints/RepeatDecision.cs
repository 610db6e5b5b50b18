using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Platform.Web.Forms;

namespace CaseFlow.Server.Complaints;

/// <summary>What the agent says of a proposed repeat while the complaint is being written.</summary>
public enum RepeatAnswer { Later, SameMatter, OtherMatter }

/// <summary>The earlier case that the rule found, and what the agent said of it.</summary>
public sealed class RepeatDecision
{
    /// <summary>What the rule found; null when it found nothing.</summary>
    public RepeatCandidate? Candidate { get; private set; }

    /// <summary>What the agent said.</summary>
    public RepeatAnswer Answer { get; set; }

    /// <summary>Why it is another matter.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Whether the reason was asked for and not given.</summary>
    public bool ReasonMissing { get; private set; }

    /// <summary>Notes whether the answer is complete.</summary>
    /// <returns>Whether it is.</returns>
    public bool Check()
    {
        ReasonMissing = Answer == RepeatAnswer.OtherMatter && string.IsNullOrWhiteSpace(Reason);
        return !ReasonMissing;
    }

    /// <summary>Takes over what the rule finds now; another case needs another answer.</summary>
    public void Found(RepeatCandidate? candidate)
    {
        if (candidate?.Earlier != Candidate?.Earlier) (Answer, Reason) = (RepeatAnswer.Later, "");
        Candidate = candidate;
    }

    /// <summary>Says it of the case that was registered; null when there is nothing to say.</summary>
    public async Task<CommandOutcome?> SayAsync(PageCommands commands, ComplaintDesk desk, Caller caller, ComplaintId complaint, string key)
    {
        ArgumentNullException.ThrowIfNull(commands);
        if (Candidate is not { } candidate) return null;
        var sending = new Sending($"{key}-repeat");
        var earlier = candidate.Earlier.Value;
        return Answer switch
        {
            RepeatAnswer.Later => null,
            RepeatAnswer.SameMatter => await commands.SayAsync(caller, sending, form: null, new AcceptRepeatLinkRequest { Earlier = earlier },
                (said, context) => LinkingRepeats.AcceptAsync(desk, complaint, said, context, CancellationToken.None)),
            RepeatAnswer.OtherMatter => await commands.SayAsync(caller, sending, form: null, new RejectRepeatLinkRequest { Earlier = earlier, Reason = Reason },
                (said, context) => LinkingRepeats.RejectAsync(desk, complaint, said, context, CancellationToken.None)),
        };
    }
}
