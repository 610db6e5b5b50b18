namespace CaseFlow.Server.Platform.Demo;

/// <summary>What lies on the desk when the demo is loaded: open cases in every state, and some that have just ended.</summary>
public sealed class TodaysDesk
{
    private readonly DemoCast cast;
    private readonly List<DemoStream> cases = [];
    private readonly List<DemoStream> callbacks = [];

    private TodaysDesk(DemoCast cast) => this.cast = cast;

    /// <summary>The customers.</summary>
    public static IReadOnlyList<DemoPerson> People { get; } =
    [
        Person(1, "陈晓东", "nanjing", "gold", "gotone"), Person(2, "李雪", "suzhou", "standard", "broadband"), Person(3, "王志刚", "xuzhou"), Person(4, "赵敏", "wuxi", "silver", "gotone"),
        Person(5, "孙国庆", "nantong"), Person(6, "周文娟", "changzhou", "standard", "m-zone"), Person(7, "吴迪", "yangzhou", "standard", "m-zone"), Person(8, "郑海涛", "suqian"),
        Person(9, "冯佳怡", "nanjing", "standard", "m-zone"), Person(10, "蒋立新", "zhenjiang"), Person(11, "沈秀兰", "huaian"), Person(12, "韩俊杰", "taizhou", "silver", "gotone"),
        Person(13, "杨春梅", "yancheng"), Person(14, "朱建国", "lianyungang", "standard", "broadband"), Person(15, "秦岚", "suzhou", "diamond", "gotone"), Person(16, "许浩然", "nanjing"),
        Person(17, "何玉兰", "wuxi"), Person(18, "吕超", "xuzhou", "standard", "m-zone"), Person(19, "施静", "suqian"), Person(20, "张磊", "changzhou"),
        Person(21, "孔令平", "nantong", "gold", "gotone"), Person(22, "曹阳", "yangzhou"), Person(23, "严霞", "zhenjiang"), Person(24, "华强", "nanjing", "distinguished", "gotone"),
        Person(25, "金梦琪", "huaian", "standard", "m-zone"), Person(26, "魏明", "taizhou"), Person(27, "陶艳", "yancheng", "standard", "broadband"), Person(28, "姜涛", "lianyungang"),
        Person(29, "戚桂英", "suzhou"), Person(30, "谢军", "wuxi", "standard", "group"), Person(31, "邹娜", "nanjing", "gold", "gotone"), Person(32, "喻勇", "changzhou"),
        Person(33, "柏思远", "nantong"), Person(34, "水芳", "xuzhou"), Person(35, "窦文博", "suzhou"), Person(36, "章丽", "yangzhou", "silver", "gotone"),
        Person(37, "云子涵", "nanjing", "standard", "m-zone"), Person(38, "苏洋", "wuxi"), Person(39, "潘伟", "huaian"), Person(40, "葛雨欣", "taizhou"),
        Person(41, "奚梅", "nanjing"), Person(42, "范勇", "suzhou", "standard", "broadband"), Person(43, "彭丽娟", "yancheng"), Person(44, "郎平", "nantong"),
    ];

    /// <summary>The cases.</summary>
    public IReadOnlyList<DemoStream> Cases => cases;

    /// <summary>The callbacks of which more is to be told than that they were scheduled.</summary>
    public IReadOnlyList<DemoStream> Callbacks => callbacks;

    /// <summary>The desk at the time of the cast.</summary>
    public static TodaysDesk Of(DemoCast cast)
    {
        var desk = new TodaysDesk(cast);
        DeskIntake.Tell(desk);
        DeskHandling.Tell(desk);
        DeskEscalations.Tell(desk);
        DeskEndings.Tell(desk);
        DeskLinks.Tell(desk);
        return desk;
    }

    /// <summary>A case of a customer, to be told step by step.</summary>
    /// <param name="story">Names it.</param>
    /// <param name="person">The customer, from 1.</param>
    public CaseScript Case(string story, int person)
    {
        var script = new CaseScript(cast, $"desk-{story}", People[person - 1]);
        // Its steps are told afterwards, and looked at when all have been.
        cases.Add(script.Stream);
        return script;
    }

    /// <summary>The callback of a case that was resolved so many working hours ago.</summary>
    public CallbackScript Callback(CaseScript of, double resolvedAgo)
    {
        var script = new CallbackScript(of, cast.Ago(resolvedAgo));
        callbacks.Add(script.Stream);
        return script;
    }

    private static DemoPerson Person(int number, string name, string city, string tier = "standard", string brand = "easyown") =>
        new(name, $"1380000{number + 100:0000}", city) { Tier = tier, Brand = brand };
}
