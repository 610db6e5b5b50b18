using System.Globalization;
using CaseFlow.Access;
using CaseFlow.Emergencies;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Platform.Web.Forms;

namespace CaseFlow.Server.Emergencies;

/// <summary>What a form about an emergency stands in.</summary>
/// <param name="View">The emergency as the page shows it; null while one is proposed.</param>
/// <param name="Words">The texts.</param>
/// <param name="Names">The names of terms.</param>
/// <param name="Territory">The reader's territory.</param>
public sealed record EmergencySurroundings(EmergencyView? View, Words Words, TermNames Names, string Territory)
{
    /// <summary>The clock, person, version or customer that the form is about.</summary>
    public string Target { get; init; } = "";

    /// <summary>The parts of the target, where it names several things.</summary>
    public string[] Parts => Target.Split('|');

    /// <summary>The clock that it is about.</summary>
    public FirstTime Clock => Enum.Parse<FirstTime>(Target);

    /// <summary>By or to whom the clock's obligation is still to be done.</summary>
    public IEnumerable<string> Missing => View!.Clocks.Single(clock => clock.Target.Clock == Clock).Steps.Where(step => step.MetAt is null).Select(step => step.Part);
}

/// <summary>One filled-in form about an emergency.</summary>
public sealed record EmergencySaying(PageCommands Commands, EmergencyDesk Desk, EmergencySurroundings Around, Caller Caller, Sending Sending, FormModel Form)
{
    /// <summary>Sends it. Many write to an emergency at once, and no form hangs on what others did meanwhile: it names no version.</summary>
    public Task<CommandOutcome> SayAsync<TRequest>(TRequest request, EmergencyUseCase<TRequest> useCase)
        where TRequest : CommandRequest =>
        Commands.SayAsync(Caller, Sending, Form, request, (said, context) => useCase(Desk, EmergencyId.From(Around.View!.Id), said, context, CancellationToken.None));

    /// <summary>Sends what is about the cases that a field names, each by its id or the address of its page; what is neither is wrong.</summary>
    public async Task<CommandOutcome> SayCasesAsync(Func<IReadOnlyList<Guid>, Task<CommandOutcome>> say, string field = "complaints")
    {
        ArgumentNullException.ThrowIfNull(say);
        var named = (Form.Text(field) ?? "").Split((char[])['\n', '\r', ',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(one => Guid.TryParse(one.TrimEnd('/').Split('/')[^1], out var id) ? id : (Guid?)null).ToList();
        return named.Count == 0 || named.Contains(null) ? new CommandInvalid([new(field, FieldCodes.Malformed, "")]) : await say([.. named.OfType<Guid>().Distinct()]);
    }

    /// <summary>Records who was told the version that was chosen.</summary>
    public Task<CommandOutcome> GiveAsync(IReadOnlyList<ToldRequest> told) =>
        SayAsync(new GiveReplyLineRequest { Version = int.TryParse(Form.Code("version"), CultureInfo.InvariantCulture, out var version) ? version : null, Told = told }, TellingReplyLines.GiveAsync);
}

/// <summary>A command on an emergency, as a form. The rules decide all the same.</summary>
/// <param name="Name">Names its label.</param>
/// <param name="Needs">The permission that it asks for.</param>
/// <param name="Fields">What is entered.</param>
/// <param name="SayAsync">Sends it.</param>
public sealed record EmergencyCommand(string Name, Permission Needs, Func<EmergencySurroundings, IReadOnlyList<FormField>> Fields, Func<EmergencySaying, Task<CommandOutcome>> SayAsync)
{
    /// <summary>The key of its label.</summary>
    public string Label => $"Command.{Name}";

    /// <summary>Whether its form asks for the time at which it happened.</summary>
    public bool AsksWhen { get; init; }

    /// <summary>What stands in its form at the beginning, by the paths of the fields.</summary>
    public Func<EmergencySurroundings, IReadOnlyDictionary<string, string>> Begin { get; init; } = static _ => new Dictionary<string, string>();
}
