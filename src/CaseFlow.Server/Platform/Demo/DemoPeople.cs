namespace CaseFlow.Server.Platform.Demo;

/// <summary>Names and places for customers that have no story of their own.</summary>
public static class DemoPeople
{
    private static readonly string[] FamilyNames =
        ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕"];

    private static readonly string[] GivenNames =
        ["伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "霞", "平", "刚", "桂英", "建华", "建国", "志强", "秀兰", "海燕", "晓明", "雪梅", "文博", "思远", "子涵", "雨欣", "浩然", "俊杰", "佳怡", "梦琪", "国庆", "玉兰", "春梅", "立新"];

    /// <summary>The cities by how many complaints come from each: the more often it stands here, the more.</summary>
    private static readonly string[] Cities =
    [
        "nanjing", "nanjing", "nanjing", "nanjing", "nanjing", "suzhou", "suzhou", "suzhou", "suzhou", "suzhou", "wuxi", "wuxi", "wuxi", "xuzhou", "xuzhou", "xuzhou",
        "changzhou", "changzhou", "nantong", "nantong", "nantong", "yancheng", "yancheng", "yangzhou", "yangzhou", "taizhou", "taizhou", "zhenjiang", "huaian", "huaian", "lianyungang", "suqian",
    ];

    private static readonly (string Tier, string Brand)[] Standing =
        [("standard", "easyown"), ("standard", "easyown"), ("standard", "m-zone"), ("standard", "m-zone"), ("standard", "broadband"), ("silver", "gotone"), ("gold", "gotone"), ("distinguished", "gotone"), ("diamond", "gotone")];

    /// <summary>The customer with a number of the series for people without a story.</summary>
    public static DemoPerson Person(int number, DemoDice dice)
    {
        ArgumentNullException.ThrowIfNull(dice);
        var (tier, brand) = dice.One(Standing);
        return new($"{dice.One(FamilyNames)}{dice.One(GivenNames)}", $"1390000{number:0000}", dice.One(Cities)) { Tier = tier, Brand = brand };
    }
}
