using System.Globalization;
using CaseFlow.Server.Platform.Commands;
using Microsoft.Extensions.Localization;

namespace CaseFlow.Server.Platform.Web;

/// <summary>The texts of the pages in the reader's language.</summary>
public sealed class Words(IStringLocalizer<Texts> texts)
{
    /// <summary>A text.</summary>
    public string this[string key] => texts[key];

    /// <summary>A text; null where there is none of that key.</summary>
    public string? Known(string key) => texts[key] is { ResourceNotFound: false } text ? text.Value : null;

    /// <summary>A text with values in it.</summary>
    public string this[string key, params object?[] values] => string.Format(CultureInfo.CurrentCulture, texts[key], values);

    /// <summary>A number of things, of which there may be more.</summary>
    public static string Count(long count, bool isAtLeast) => count.ToString("N0", CultureInfo.CurrentCulture) + (isAtLeast ? "+" : "");

    /// <summary>What a member of an enum is called.</summary>
    public string Of<T>(T value)
        where T : struct, Enum => texts[$"{typeof(T).Name}.{value}"];

    /// <summary>What a definition says in both languages, in the reader's.</summary>
    public static string InLanguage(string zh, string en) => Languages.Current == Languages.Chinese ? zh : en;

    /// <summary>Why a command was refused.</summary>
    public string Of(Refusal refusal) => texts[$"Refusal.{refusal?.Code}"];

    /// <summary>What is wrong with a field.</summary>
    public string Of(FieldError error) => (error?.Rule is null ? Known($"FieldCode.{error?.Code}") : null) ?? texts[$"Refusal.{error?.Rule ?? error?.Code}"];

    /// <summary>What an import found wrong with a record. Profiles that users write bring codes of their own, which have no text here.</summary>
    public string DataFlag(string code) => texts[$"DataFlag.{code}"] is { ResourceNotFound: false } text ? text : code;

    /// <summary>What an event is called.</summary>
    public string Event(Type type) => texts[$"Event.{type?.Name}"];
}
