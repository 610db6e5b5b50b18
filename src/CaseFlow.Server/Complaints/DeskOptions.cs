namespace CaseFlow.Server.Complaints;

/// <summary>How the desk works; the section <c>CaseFlow:Desk</c> of the configuration.</summary>
public sealed class DeskOptions
{
    /// <summary>How long a claimed case is kept from others, in minutes.</summary>
    public int ClaimLeaseMinutes { get; set; } = 30;

    /// <summary>The same as a span of time.</summary>
    public TimeSpan ClaimLease => TimeSpan.FromMinutes(ClaimLeaseMinutes);

    /// <summary>The options as configured; the defaults where there is no configuration, as in a verb.</summary>
    /// <exception cref="InvalidOperationException">A value makes no sense.</exception>
    public static DeskOptions From(IConfiguration? configuration)
    {
        var options = configuration?.GetSection("CaseFlow:Desk").Get<DeskOptions>() ?? new();
        return options.ClaimLeaseMinutes is >= 1 and <= 7 * 24 * 60
            ? options
            : throw new InvalidOperationException("CaseFlow:Desk:ClaimLeaseMinutes is 1 to 10080 minutes.");
    }
}
