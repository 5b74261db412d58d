#include "delivery/sms_alphabet.hpp"

#include <gtest/gtest.h>

namespace roomkey {
namespace {

std::string repeated(std::string_view text, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text;
    return all;
}

TEST(SmsSize, CountsSeptetsOfTheDefaultAlphabet) {
    auto const size = sms_size("Hello @£$ ÄÖÜ äöü ß Δ\n").value();

    EXPECT_EQ(size.encoding, SmsEncoding::gsm7);
    EXPECT_EQ(size.length, 22U);
    EXPECT_EQ(sms_size("").value().length, 0U);
}

TEST(SmsSize, CountsExtensionCharactersTwice) {
    auto const size = sms_size("^{}\\[~]|€").value();

    EXPECT_EQ(size.encoding, SmsEncoding::gsm7);
    EXPECT_EQ(size.length, 18U);
}

TEST(SmsSize, CountsUnitsAsSoonAsOneCharacterIsOfNoGsm) {
    EXPECT_EQ(sms_size("a[会").value().encoding, SmsEncoding::ucs2);
    EXPECT_EQ(sms_size("a[会").value().length, 3U);
    EXPECT_EQ(sms_size("ç").value().encoding, SmsEncoding::ucs2);
    EXPECT_EQ(sms_size("`").value().encoding, SmsEncoding::ucs2);
}

TEST(SmsSize, CountsCharactersBeyondTheBasicPlaneTwice) {
    EXPECT_EQ(sms_size("😀").value().length, 2U);
    EXPECT_EQ(sms_size("𠮷a").value().length, 3U);
}

TEST(SmsSize, IsNothingForMalformedText) { EXPECT_FALSE(sms_size("a\xff").has_value()); }

TEST(Gsm7Text, KeepsWhatGsmHas) {
    EXPECT_EQ(gsm7_text("Café [Ångström] 12€").value(), "Café [Ångström] 12€");
    EXPECT_EQ(gsm7_text("").value(), "");
}

TEST(Gsm7Text, TakesAccentsOffAndPlainForms) {
    EXPECT_EQ(gsm7_text("São Paulo, Łódź, Ångström, Œuvre, İzmir").value(),
              "Sao Paulo, Lodz, Ångström, OEuvre, Izmir");
    EXPECT_EQ(gsm7_text("Đà Nẵng, Þórshöfn, ﬁne №5 ™").value(), "Dà Nang, THorshöfn, fine No5 TM");
    EXPECT_FALSE(gsm7_text("【会】"));
    EXPECT_EQ(gsm7_text("【A】、«B»·20°").value(), "(A),\"B\".20o");
    EXPECT_EQ(gsm7_text("“A” – ‘b’…").value(), "\"A\" - 'b'...");
    EXPECT_EQ(gsm7_text("Ｒｏｏｍ　１\u00A0（a）").value(), "Room 1 (a)");
    EXPECT_EQ(gsm7_text("e\u0301").value(), "e");
}

TEST(Gsm7Text, DropsPicturesUnlessNothingIsLeft) {
    EXPECT_EQ(gsm7_text("Sales 🚀✈️").value(), "Sales ");
    EXPECT_FALSE(gsm7_text("🚀 ✈️").has_value());
}

TEST(Gsm7Text, IsNothingForOtherScripts) {
    EXPECT_FALSE(gsm7_text("会议室 1").has_value());
    EXPECT_FALSE(gsm7_text("Комната 1").has_value());
    EXPECT_FALSE(gsm7_text("\xc3").has_value());
}

TEST(Gsm7Text, IsOfGsmWheneverItIsThere) {
    for (char32_t point = 0x20; point < 0x3100; ++point) {
        std::string text;
        if (point >= 0x800) text += static_cast<char>(0xE0U | (point >> 12U));
        if (point >= 0x800) text += static_cast<char>(0x80U | ((point >> 6U) & 0x3FU));
        if (point >= 0x80 && point < 0x800) text += static_cast<char>(0xC0U | (point >> 6U));
        text += static_cast<char>(point < 0x80 ? point : 0x80U | (point & 0x3FU));
        auto const plain = gsm7_text(text);
        if (!plain) continue;
        EXPECT_EQ(sms_size(*plain).value().encoding, SmsEncoding::gsm7) << text;
    }
}

TEST(ShortenedSms, KeepsWhatFits) {
    EXPECT_EQ(shortened_sms("Room 101", SmsEncoding::gsm7, 8), "Room 101");
    EXPECT_EQ(shortened_sms("会议室一", SmsEncoding::ucs2, 4), "会议室一");
}

TEST(ShortenedSms, EndsInAnEllipsisOfTheEncoding) {
    EXPECT_EQ(shortened_sms("Room 1012", SmsEncoding::gsm7, 8), "Room ...");
    EXPECT_EQ(shortened_sms("会议室一二", SmsEncoding::ucs2, 4), "会议室…");
}

TEST(ShortenedSms, CutsNoCharacterInHalf) {
    EXPECT_EQ(shortened_sms("a[[[[", SmsEncoding::gsm7, 7), "a[...");
    EXPECT_EQ(shortened_sms("a😀😀😀", SmsEncoding::ucs2, 5), "a😀…");
}

TEST(ShortenedSms, IsEmptyWhereNotEvenTheEllipsisFits) {
    EXPECT_EQ(shortened_sms("Room 101", SmsEncoding::gsm7, 2), "");
    EXPECT_EQ(shortened_sms("会议室", SmsEncoding::ucs2, 0), "");
}

TEST(ShortenedSms, NeverTakesMoreThanItMay) {
    for (auto const* piece : {"a", "[", "é", "会", "😀", "a😀", "€b"}) {
        auto const text = repeated(piece, 40);
        auto const encoding = sms_size(text).value().encoding;
        for (std::size_t room = 3; room < 90; ++room) {
            auto const cut = sms_size(shortened_sms(text, encoding, room)).value();
            EXPECT_LE(cut.length, room) << piece;
            EXPECT_EQ(cut.encoding, encoding);
        }
    }
}

}  // namespace
}  // namespace roomkey
