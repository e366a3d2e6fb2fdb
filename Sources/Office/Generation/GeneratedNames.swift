/// What people, units and streets of a generated city are called.
enum GeneratedNames {
    /// Rare characters among them, some beyond the basic plane, as every system meets them and many lose them.
    private static let surnames = Weighted<String>([
        (72, "王"), (72, "李"), (68, "张"), (54, "刘"), (45, "陈"), (31, "杨"), (23, "赵"), (22, "黄"), (21, "周"), (20, "吴"),
        (15, "徐"), (15, "孙"), (14, "胡"), (13, "朱"), (13, "高"), (13, "林"), (12, "何"), (11, "郭"), (11, "马"), (10, "罗"),
        (9, "梁"), (9, "宋"), (9, "郑"), (8, "谢"), (8, "韩"), (8, "唐"), (7, "冯"), (7, "于"), (7, "董"), (7, "萧"), (6, "程"),
        (6, "曹"), (6, "袁"), (6, "邓"), (6, "许"), (5, "傅"), (5, "沈"), (5, "曾"), (5, "彭"), (5, "吕"), (4, "欧阳"),
        (2, "司马"), (2, "上官"), (2, "令狐"), (1, "䶮"), (1, "𠮷"), (1, "仉"), (1, "妫"),
    ])
    private static let men = Array("伟强磊洋勇军杰涛明超刚平辉建国志文晨宇浩思远川鹏飞斌波健鑫旭峰岩林凯昊然").map(String.init)
    private static let women = Array("芳娜敏静艳娟霞秀英华玉兰红燕丽莉欣怡慧婷雪琳玲倩月彤佳颖萍蓉梅洁琪媛禾岚").map(String.init)
    private static let rare = ["𬱖", "㛃", "𠮷", "䶮", "昇", "堃", "喆", "璟", "翀", "犇", "赟", "祎", "韡", "玥"]

    struct Named {
        let name: String
        let ethnicity: String
    }

    static func person(isMale: Bool, _ dice: inout SeededDice) -> Named {
        let ethnicity = ethnicities.pick(&dice)
        if ethnicity == "维吾尔族" {
            return Named(
                name: dice.pick(isMale ? uyghurMen : uyghurWomen) + "·" + dice.pick(uyghurMen), ethnicity: ethnicity)
        }
        var name = surnames.pick(&dice)
        for _ in 0..<(dice.below(100) < 82 ? 2 : 1) {
            name += dice.below(400) == 0 ? dice.pick(rare) : dice.pick(isMale ? men : women)
        }
        return Named(name: name, ethnicity: ethnicity)
    }

    private static let ethnicities = Weighted<String>([
        (9_120, "汉族"), (260, "满族"), (190, "回族"), (120, "蒙古族"), (80, "壮族"), (60, "土家族"), (50, "苗族"), (40, "朝鲜族"),
        (30, "维吾尔族"), (30, "彝族"), (20, "藏族"),
    ])
    private static let uyghurMen = ["买买提", "艾力", "阿卜杜拉", "吐尔逊", "玉素甫"]
    private static let uyghurWomen = ["阿依古丽", "古丽娜尔", "热依汗", "帕提古丽"]

    /// `青禾`
    static func brand(_ dice: inout SeededDice) -> String { dice.pick(firsts) + dice.pick(seconds) }

    private static let firsts = Array("青远长映云松兰星海天金瑞恒鼎盛华昌德信安嘉和泰东宏博汇智创新启明").map(String.init)
    private static let seconds = Array("禾山风月栖岭溪辰川阔石丰源新达诚康宁禄元通宇晟业图拓航朗").map(String.init)
    static let streets = ["望湖路", "长安街", "学府路", "解放路", "滨江大道", "建设路", "松林路", "科技一路", "青石巷", "白塔街"]
    static let occupations = ["职员", "装配工", "质检员", "工程师", "会计", "仓库保管员", "销售人员", "厨师", "保安", "教师", "护士", "司机"]
}
