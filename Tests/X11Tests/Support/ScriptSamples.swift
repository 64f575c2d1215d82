/// Rows to shape, each of one script and in one font of the test machine.
enum ScriptSamples {
  struct Line: CustomStringConvertible, Sendable {
    var script: String
    var text: String

    var description: String { "\(script) \"\(text)\"" }
  }

  static let lines: [Line] = texts.flatMap { script, texts in
    texts.map { Line(script: script, text: $0) }
  }

  private static let texts: [(String, [String])] = [
    (
      "Latin",
      ["The quick brown fox AVATAR To Ty.", "Žluťoučký kůň, naïve façade", "ﬁne office flow"]
    ),
    ("Marks", ["a\u{308}o\u{308}u\u{308} e\u{301}\u{323}", "n\u{303}o s\u{30C}i"]),
    ("Greek", ["Ξεσκεπάζω την ψυχοφθόρα βδελυγμία", "Ὅμηρος ἄειδε θεά"]),
    ("Cyrillic", ["Съешь же ещё этих мягких булок", "Їхав, ґанок, ў"]),
    ("Armenian", ["Բոլոր մարդիկ ծնվում են ազատ", "Հայաստան"]),
    ("Georgian", ["ყველა ადამიანი იბადება", "საქართველო"]),
    ("Hebrew", ["כל בני אדם נולדו בני חורין", "שָׁלוֹם עֲלֵיכֶם", "דג סקרן שט בים"]),
    ("Arabic", ["يولد جميع الناس أحرارا", "السَّلَامُ عَلَيْكُمْ", "لا إله إلا الله", "گچپژ فارسی"]),
    ("Devanagari", ["सभी मनुष्यों को गौरव", "क्षत्रिय श्री ज्ञान", "हिन्दी में कर्म"]),
    ("Bengali", ["সমস্ত মানুষ স্বাধীনভাবে", "বাংলা ক্ষুদ্র"]),
    ("Tamil", ["மனிதப் பிறவியினர்", "கொடுத்தார் நூல்"]),
    ("Thai", ["มนุษย์ทั้งหลายเกิดมา", "ที่นี่ น้ำ กำลัง", "ผู้ใหญ่บ้าน"]),
    ("Han", ["人人生而自由在尊严", "漢字仮名交じり文"]),
    ("Kana", ["すべての人間は", "カタカナ ガギグ"]),
    ("Hangul", ["모든 인간은 태어날", "한국어"]),
    ("Ethiopic", ["የሰው ልጅ ሁሉ", "አማርኛ"]),
    ("Cherokee", ["ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ"]),
    ("Ogham", ["ᚑᚌᚐᚋ"]),
    ("Braille", ["⠓⠑⠇⠇⠕ ⠺⠕⠗⠇⠙"]),
    (
      "Emoji",
      [
        "👨\u{200D}👩\u{200D}👧\u{200D}👦👍🏽🇩🇪", "😀❤\u{FE0F}1\u{FE0F}\u{20E3}",
        "🏳\u{FE0F}\u{200D}🌈🧑🏿\u{200D}💻",
      ]
    ),
  ]
}
