namespace CaseFlow.Inspections;

/// <summary>Agreement, intervals and the keyed hash, against values that others have published or that were computed by other means.</summary>
public sealed class ComparingRaters
{
    /// <summary>The examples of two readers of 50 and of 100 proposals, by which kappa is commonly taught; 0.40, 0.13 and 0.26.</summary>
    [Theory]
    [InlineData("20 5 10 15", 0.4)]
    [InlineData("45 15 25 15", 0.13043478260869565)]
    [InlineData("25 35 5 35", 0.25925925925925924)]
    public void Kappa_is_that_of_the_textbooks(string table, double expected) => Assert.Equal(expected, Agreement.Kappa(Pairs(table, 2))!.Value, 14);

    /// <summary>How 91 couples answered one question (Hout, Duncan and Sobel 1987; Agresti 1990): 0.1293 in the documents of R and SAS, 1719/5177 with quadratic weights by exact fractions.</summary>
    [Fact]
    public void Kappa_of_four_answers_is_that_of_the_literature()
    {
        var couples = Pairs("7 7 2 3 2 8 3 7 1 5 4 9 2 8 9 14", 4);
        Assert.Equal(91, couples.Count);
        Assert.Equal(0.12933025404157045, Agreement.Kappa(couples)!.Value, 14);
        Assert.Equal(1719.0 / 5177, Agreement.WeightedKappa(couples)!.Value, 14);
    }

    [Fact]
    public void Of_two_answers_weights_make_no_difference()
    {
        var pairs = Pairs("20 5 10 15", 2);
        Assert.Equal(Agreement.Kappa(pairs)!.Value, Agreement.WeightedKappa(pairs)!.Value, 14);
    }

    [Fact]
    public void Full_agreement_is_one_and_full_disagreement_less_than_nothing()
    {
        Assert.Equal(1, Agreement.Kappa(Pairs("5 0 0 5", 2)));
        Assert.Equal(-1, Agreement.Kappa(Pairs("0 5 5 0", 2)));
        Assert.Equal(1, Agreement.WeightedKappa(Pairs("5 0 0 0 1 0 0 0 4", 3)));
        // The further apart the worse: the same number of differences, one step and two steps wide.
        Assert.True(Agreement.WeightedKappa(Pairs("5 3 0 0 1 0 0 0 4", 3)) > Agreement.WeightedKappa(Pairs("5 0 3 0 1 0 0 0 4", 3)));
    }

    [Fact]
    public void Where_nobody_ever_differed_it_is_not_computable()
    {
        Assert.Null(Agreement.Kappa(Pairs("10 0 0 0", 2)));
        Assert.Null(Agreement.WeightedKappa(Pairs("10 0 0 0", 2)));
        Assert.Null(Agreement.Kappa<int>([]));
        Assert.Null(Agreement.WeightedKappa([]));
        // One always says the same, the other does not: chance explains all of it.
        Assert.Equal(0, Agreement.Kappa(Pairs("7 3 0 0", 2)));
    }

    /// <summary>81 of 263 is the example of R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872; the next three are of the visits of Xi'an.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(29, 50, 0.44, 0.71)]
    [InlineData(17, 25, 0.48, 0.83)]
    [InlineData(12, 25, 0.30, 0.67)]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    public void The_interval_is_that_of_Wilson(int count, int of, double low, double high)
    {
        var digits = low == Math.Round(low, 2) && high == Math.Round(high, 2) ? 2 : 4;
        var interval = new Proportion(count, of).Interval!.Value;
        Assert.Equal((low, high), (Math.Round(interval.Low, digits), Math.Round(interval.High, digits)));
    }

    [Fact]
    public void Of_nothing_there_is_no_share() => Assert.Equal((null, null), (new Proportion(0, 0).Share, new Proportion(0, 0).Interval));

    /// <summary>The key 00 01 ... 0f and the messages that begin 00 01 ..., of the authors' own implementation; the last is the worked example of their paper.</summary>
    [Theory]
    [InlineData(0, 0x726fdb47dd0e0e31)]
    [InlineData(1, 0x74f839c593dc67fd)]
    [InlineData(8, 0x93f5f5799a932462)]
    [InlineData(15, 0xa129ca6149be45e5)]
    public void The_keyed_hash_is_that_of_its_authors(int length, ulong expected) =>
        Assert.Equal(expected, KeyedHash.Of(0x0706050403020100, 0x0f0e0d0c0b0a0908, [.. Enumerable.Range(0, length).Select(number => (byte)number)]));

    private static List<(int One, int Other)> Pairs(string table, int categories) =>
        [.. table.Split(' ').SelectMany((count, cell) => Enumerable.Repeat((cell / categories, cell % categories), int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)))];
}
