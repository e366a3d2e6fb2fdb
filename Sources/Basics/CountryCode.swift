/// A country or region by its three letters (ISO 3166-1), as identity documents and social security numbers carry it.
package struct CountryCode: Hashable, Sendable {
    /// Three capital letters: `USA`.
    package let letters: String
    /// The three digits of the same country, which the permanent residence card of 2023 carries.
    package let digits: String
    /// `美国`
    package let chinese: String

    package static let hongKong = CountryCode(letters: "HKG", digits: "344", chinese: "中国香港")
    package static let macau = CountryCode(letters: "MAC", digits: "446", chinese: "中国澳门")
    package static let taiwan = CountryCode(letters: "TWN", digits: "158", chinese: "中国台湾")

    private init(letters: String, digits: String, chinese: String) {
        self.letters = letters
        self.digits = digits
        self.chinese = chinese
    }

    /// - Returns: `nil` for letters that stand for none.
    package init?(letters: String) {
        guard let known = CountryCode.byLetters[letters] else { return nil }
        self = known
    }

    /// A foreign country by its digits.
    package init?(digits: String) {
        guard let known = CountryCode.foreign.first(where: { $0.digits == digits }) else { return nil }
        self = known
    }

    /// Those whose people are foreigners, by their letters.
    package static let foreign: [CountryCode] = table.split(whereSeparator: \.isWhitespace).map { entry in
        CountryCode(
            letters: String(entry.prefix(3)), digits: String(entry.dropFirst(3).prefix(3)),
            chinese: String(entry.dropFirst(6)))
    }

    private static let byLetters = Dictionary(
        uniqueKeysWithValues: ([hongKong, macau, taiwan] + foreign).map { ($0.letters, $0) })
}

extension CountryCode: CustomStringConvertible {
    package var description: String { letters }
}

/// Letters, digits and name without a space between, by ISO 3166-1.
private let table = """
    ABW533阿鲁巴 AFG004阿富汗 AGO024安哥拉 AIA660安圭拉 ALA248奥兰群岛 ALB008阿尔巴尼亚 AND020安道尔
    ARE784阿拉伯联合酋长国 ARG032阿根廷 ARM051亚美尼亚 ASM016美属萨摩亚 ATA010南极洲 ATF260法属南部领地
    ATG028安提瓜和巴布达 AUS036澳大利亚 AUT040奥地利 AZE031阿塞拜疆 BDI108布隆迪 BEL056比利时 BEN204贝宁
    BES535荷属加勒比区 BFA854布基纳法索 BGD050孟加拉国 BGR100保加利亚 BHR048巴林 BHS044巴哈马
    BIH070波斯尼亚和黑塞哥维那 BLM652圣巴泰勒米 BLR112白俄罗斯 BLZ084伯利兹 BMU060百慕大 BOL068玻利维亚
    BRA076巴西 BRB052巴巴多斯 BRN096文莱 BTN064不丹 BVT074布韦岛 BWA072博茨瓦纳 CAF140中非共和国
    CAN124加拿大 CCK166科科斯（基林）群岛 CHE756瑞士 CHL152智利 CIV384科特迪瓦 CMR120喀麦隆 COD180刚果（金）
    COG178刚果（布） COK184库克群岛 COL170哥伦比亚 COM174科摩罗 CPV132佛得角 CRI188哥斯达黎加 CUB192古巴
    CUW531库拉索 CXR162圣诞岛 CYM136开曼群岛 CYP196塞浦路斯 CZE203捷克 DEU276德国 DJI262吉布提
    DMA212多米尼克 DNK208丹麦 DOM214多米尼加共和国 DZA012阿尔及利亚 ECU218厄瓜多尔 EGY818埃及 ERI232厄立特里亚
    ESH732西撒哈拉 ESP724西班牙 EST233爱沙尼亚 ETH231埃塞俄比亚 FIN246芬兰 FJI242斐济
    FLK238福克兰群岛（马尔维纳斯群岛） FRA250法国 FRO234法罗群岛 FSM583密克罗尼西亚 GAB266加蓬 GBR826英国
    GEO268格鲁吉亚 GGY831根西岛 GHA288加纳 GIB292直布罗陀 GIN324几内亚 GLP312瓜德罗普 GMB270冈比亚
    GNB624几内亚比绍 GNQ226赤道几内亚 GRC300希腊 GRD308格林纳达 GRL304格陵兰 GTM320危地马拉 GUF254法属圭亚那
    GUM316关岛 GUY328圭亚那 HMD334赫德岛和麦克唐纳群岛 HND340洪都拉斯 HRV191克罗地亚 HTI332海地 HUN348匈牙利
    IDN360印度尼西亚 IMN833马恩岛 IND356印度 IOT086英属印度洋领地 IRL372爱尔兰 IRN364伊朗 IRQ368伊拉克
    ISL352冰岛 ISR376以色列 ITA380意大利 JAM388牙买加 JEY832泽西岛 JOR400约旦 JPN392日本 KAZ398哈萨克斯坦
    KEN404肯尼亚 KGZ417吉尔吉斯斯坦 KHM116柬埔寨 KIR296基里巴斯 KNA659圣基茨和尼维斯 KOR410韩国 KWT414科威特
    LAO418老挝 LBN422黎巴嫩 LBR430利比里亚 LBY434利比亚 LCA662圣卢西亚 LIE438列支敦士登 LKA144斯里兰卡
    LSO426莱索托 LTU440立陶宛 LUX442卢森堡 LVA428拉脱维亚 MAF663法属圣马丁 MAR504摩洛哥 MCO492摩纳哥
    MDA498摩尔多瓦 MDG450马达加斯加 MDV462马尔代夫 MEX484墨西哥 MHL584马绍尔群岛 MKD807北马其顿 MLI466马里
    MLT470马耳他 MMR104缅甸 MNE499黑山 MNG496蒙古 MNP580北马里亚纳群岛 MOZ508莫桑比克 MRT478毛里塔尼亚
    MSR500蒙特塞拉特 MTQ474马提尼克 MUS480毛里求斯 MWI454马拉维 MYS458马来西亚 MYT175马约特 NAM516纳米比亚
    NCL540新喀里多尼亚 NER562尼日尔 NFK574诺福克岛 NGA566尼日利亚 NIC558尼加拉瓜 NIU570纽埃 NLD528荷兰
    NOR578挪威 NPL524尼泊尔 NRU520瑙鲁 NZL554新西兰 OMN512阿曼 PAK586巴基斯坦 PAN591巴拿马
    PCN612皮特凯恩群岛 PER604秘鲁 PHL608菲律宾 PLW585帕劳 PNG598巴布亚新几内亚 POL616波兰 PRI630波多黎各
    PRK408朝鲜 PRT620葡萄牙 PRY600巴拉圭 PSE275巴勒斯坦 PYF258法属波利尼西亚 QAT634卡塔尔 REU638留尼汪
    ROU642罗马尼亚 RUS643俄罗斯 RWA646卢旺达 SAU682沙特阿拉伯 SDN729苏丹 SEN686塞内加尔 SGP702新加坡
    SGS239南乔治亚和南桑威奇群岛 SHN654圣赫勒拿 SJM744斯瓦尔巴和扬马延 SLB090所罗门群岛 SLE694塞拉利昂 SLV222萨尔瓦多
    SMR674圣马力诺 SOM706索马里 SPM666圣皮埃尔和密克隆群岛 SRB688塞尔维亚 SSD728南苏丹 STP678圣多美和普林西比
    SUR740苏里南 SVK703斯洛伐克 SVN705斯洛文尼亚 SWE752瑞典 SWZ748斯威士兰 SXM534荷属圣马丁 SYC690塞舌尔
    SYR760叙利亚 TCA796特克斯和凯科斯群岛 TCD148乍得 TGO768多哥 THA764泰国 TJK762塔吉克斯坦 TKL772托克劳
    TKM795土库曼斯坦 TLS626东帝汶 TON776汤加 TTO780特立尼达和多巴哥 TUN788突尼斯 TUR792土耳其 TUV798图瓦卢
    TZA834坦桑尼亚 UGA800乌干达 UKR804乌克兰 UMI581美国本土外小岛屿 URY858乌拉圭 USA840美国 UZB860乌兹别克斯坦
    VAT336梵蒂冈 VCT670圣文森特和格林纳丁斯 VEN862委内瑞拉 VGB092英属维尔京群岛 VIR850美属维尔京群岛 VNM704越南
    VUT548瓦努阿图 WLF876瓦利斯和富图纳 WSM882萨摩亚 YEM887也门 ZAF710南非 ZMB894赞比亚 ZWE716津巴布韦
    """
