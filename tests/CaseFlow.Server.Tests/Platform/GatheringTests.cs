using System.Threading.Channels;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Tests.Platform;

/// <summary>Questions that share a round trip.</summary>
public sealed class GatheringTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly List<int[]> rounds = [];
    private readonly Channel<TaskCompletionSource> underWay = Channel.CreateUnbounded<TaskCompletionSource>();
    private readonly Gathering<int, string> numbers;

    public GatheringTests() => numbers = new(async asked =>
    {
        rounds.Add([.. asked.Order()]);
        var answer = new TaskCompletionSource();
        underWay.Writer.TryWrite(answer);
        await answer.Task;
        return asked.Where(number => number > 0).ToDictionary(number => number, number => $"number {number}");
    });

    [Fact]
    public async Task What_is_asked_while_a_round_is_under_way_makes_up_the_next()
    {
        var first = numbers.AskAsync(1, Cancel);
        var round = await RoundAsync();
        Task<string?>[] next = [numbers.AskAsync(2, Cancel), numbers.AskAsync(3, Cancel), numbers.AskAsync(3, Cancel), numbers.AskAsync(-1, Cancel)];
        round.SetResult();
        Assert.Equal("number 1", await first);
        (await RoundAsync()).SetResult();
        Assert.Equal("number 2, number 3, number 3, ", string.Join(", ", await Task.WhenAll(next)));
        Assert.Equal([[1], [-1, 2, 3]], rounds);
    }

    [Fact]
    public async Task An_answer_that_is_under_way_is_too_old_for_who_asks_now()
    {
        var first = numbers.AskAsync(1, Cancel);
        var round = await RoundAsync();
        var second = numbers.AskAsync(1, Cancel);
        round.SetResult();
        await first;
        Assert.False(second.IsCompleted);
        (await RoundAsync()).SetResult();
        Assert.Equal("number 1", await second);
    }

    [Fact]
    public async Task A_fault_is_told_to_who_waited_for_it_and_to_nobody_else()
    {
        var first = numbers.AskAsync(1, Cancel);
        var round = await RoundAsync();
        var second = numbers.AskAsync(2, Cancel);
        round.SetException(new InvalidOperationException("lost"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        (await RoundAsync()).SetResult();
        Assert.Equal("number 2", await second);
        var third = numbers.AskAsync(3, Cancel);
        (await RoundAsync()).SetResult();
        Assert.Equal("number 3", await third);
    }

    [Fact]
    public async Task Who_leaves_leaves_alone()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var left = numbers.AskAsync(1, leaving.Token);
        var round = await RoundAsync();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        var stayed = numbers.AskAsync(1, Cancel);
        round.SetResult();
        (await RoundAsync()).SetResult();
        Assert.Equal("number 1", await stayed);
    }

    /// <summary>The round trip that is under way now.</summary>
    private async Task<TaskCompletionSource> RoundAsync() => await underWay.Reader.ReadAsync(Cancel);
}
