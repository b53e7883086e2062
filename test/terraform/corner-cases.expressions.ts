import { expressionGroups } from "./expression-groups.ts";

// § stands for $
const tables = {
  language: `
true || null
null && false
null || true
false && null
!null
-null
null + 1
null < 1
null ? 1 : 2
"x" ? 1 : 2
1 ? 1 : 2
"true" ? 1 : 2
true && "x"
true || "x"
true && 1
-true
-"x"
!1
!"x"
!"1"
"1" && true
"a" < "b"
true < false
"x" + 1
"0x10" + 1
" 1" + 1
[1] + 1
[1] < [2]
{} == {}
1 == true
{ a = null } == { a = null }
{ for x in ["a", "a"] : x => 1 }
{ for x in [1, "1"] : x => 1 }
{ for x in ["a", "a"] : x => x... }
{ for x in [null] : x => 1 }
{ for x in [[1]] : x => 1 }
{ for x in [true] : x => 1 }
[for x in [1] : x if null]
[for x in [1] : x if "x"]
[for x in [1] : x if 1]
{ for x in [] : x => x }
[for k, v in toset(["b", "a"]) : k]
{ (null) = 1 }
{ ([1]) = 1 }
{ a = 1, "a" = 2, (lower("A")) = 3 }
[1, 2]["x"]
[1, 2][null]
[1, 2][true]
[1, 2][2]
{ a = 1 }[null]
{ "1" = 1 }[1]
tolist(["a"])[-1]
"abc".x
null[0]
[null][*]
[null][*].a
[{ a = 1 }, null][*].a
[{ a = 1 }, { b = 1 }][*].a
{ a = 1 }.*
[[1], []][*][0]
"§{null}"
"a§{null}"
"a§{[]}"
"§{1.50}"
"a§{0.000000001}"
"%{ if null }a%{ endif }"
"%{ if "x" }a%{ endif }"
"%{ if 1 }a%{ endif }"
"%{ for x in null }a%{ endfor }"
"%{ for x in 1 }a%{ endfor }"
"%{ for x in [[1]] }§{x}%{ endfor }"
"%{ for x in toset(["b", "a"]) }§{x}%{ endfor }"
true ? null : null
true ? toset([1]) : ["a"]
9007199254740991
0.1 + 0.7
2 / 3 * 3
5.5 % 2
-0
1e2
0.1 + 0.2 == 0.3
`,
  text: String.raw`
substr("hello", -3, -1)
substr("", 0, 1)
substr("e\u0301x", 0, 1)
substr("hello", 1, -2)
substr("a", 1.5, 1)
length("\r\n")
strrev("e\u0301x")
strrev("a\r\nb")
upper("ŉ")
lower("İ")
lower("ΑΣ")
title("x-ray ünter a/b")
title("foo–bar “quote”")
trim(12321, 1)
trimspace("\ufeffa")
trimspace("\u200ba")
chomp("a\n\r")
indent(2, "")
indent(-1, "a\nb")
indent(1.5, "a\nb")
join(null, ["a"])
join(",", { a = 1 })
split("", "")
replace("aaa", "aa", "b")
replace("abc", "/b/", "§0§0")
replace("abc", "/(?P<n>b)/", "§§{n}§n")
replace("abc", "/x*/", "-")
replace("ab", "/(a)|(b)/", "[§1§2]")
endswith("", "")
format("%d", true)
format("%v", 1e3)
format("%g", 100000)
format("%E", 1)
format("%.0f", 2.5)
format("%.0f", 0.5)
format("%.1f", 0.25)
format("%.20f", 0.1)
format("%F", 1.5)
format("%08.3f|", -1.5)
format("%5d|", -3)
format("%x", -255)
format("%#x", 255)
format("%#o", 8)
format("%#b", 5)
format("%#X", 255)
format("%x", "a")
format("%q", "é\n\t\u0001")
format("%10q|", "a")
format("%5t|", true)
format("%t", "1")
format("%5v|", "a")
format("%.1s", "👨‍👩‍👧x")
format("%.0s|", "abc")
format("%[2]s", "a")
format("%s %[1]s", "a")
format("%[2]s %s", "a", "b", "c")
format("%%%s", "a")
format("%5%")
format("% %")
format(1)
format("%v", toset(["b", "a"]))
format("%T", 1)
format("%p", 1)
formatlist("%s-%s", [], ["x"])
formatlist("%v", [["a"]])
formatlist(["%s"], "a")
`,
  "collections and networks": String.raw`
cidrhost("10.0.0.0/32", 0)
cidrhost("10.0.0.0/16", 1.5)
cidrhost("256.0.0.0/8", 1)
cidrhost("10.0.0.0/33", 1)
cidrhost(null, 1)
cidrnetmask("10.0.0.0")
cidrsubnet("10.0.0.0/8", 25, 0)
cidrsubnet("fd00::/8", 40, 1099511627775)
cidrsubnets("10.0.0.0/16", 0)
cidrsubnets("10.0.0.0/16", 17)
lookup({ a = 1 }, "b", null)
lookup({ a = [1] }, "a", [])
lookup(["a"], 0, 1)
merge(tomap({ a = 1 }), tomap({ b = 2 }))
merge({ a = 1 }, [])
values(null)
values({ "é" = 1, "z" = 2, "A" = 3, "a" = 4, "10" = 5, "9" = 6 })
zipmap(toset(["b", "a"]), [1, 2])
zipmap(null, [])
transpose({ a = null })
sort(["a10", "a9", "A", "_", "é", "e\u0301", "Z", ""])
sort(toset(["b", "a"]))
sort(null)
sort(["\u00e9", "e\u0301"])
distinct([null, null])
distinct([[1], [1], [2]])
distinct(null)
distinct([{ a = 1 }, { a = "1" }])
concat([], [])
concat(tolist(["a"]), tolist(["b"]))
contains(null, 1)
contains([null], null)
contains(["a"], null)
contains([true], "true")
compact(["", ""])
compact([1, null, 0])
compact(toset(["b", ""]))
coalesce("", "")
coalesce(1, "a")
coalesce({}, { a = 1 })
coalesce(1, true)
coalescelist([], [], ["a"])
coalescelist(null, ["a"])
coalescelist()
chunklist(["a", "b", "c"], 0)
chunklist(["a", 1], 2)
chunklist(toset(["a"]), 1)
element(["a"], -1)
element(null, 0)
element(toset(["a"]), 0)
element({ a = 1 }, 0)
flatten([toset(["b", "a"]), tolist(["c"])])
flatten(toset([["b"], ["a"]]))
index([[1]], [1])
index(toset(["a"]), "a")
index({ a = 1 }, 1)
length([null])
matchkeys(["a"], [1], ["1"])
one([null])
one("a")
range(0.5, 3)
range(3, 3, -1)
range("3")
reverse(null)
slice(["a", "b"], 0, 3)
slice(toset(["a"]), 0, 1)
alltrue([null])
alltrue([1])
anytrue([null])
anytrue([1])
sum([true])
sum([0.1, 0.2, 0.3])
setproduct(["a", "b"], ["x"], [1, 2])
setproduct(["a"], null)
setproduct(["a", 1], ["b"])
setproduct([{ a = 1 }], ["b"])
setunion(["a", 1, true])
setunion([[1]], [["a"]])
setunion(null, ["a"])
setintersection([], [])
setsubtract([], ["a"])
tolist(null)
tolist([1, "a", null])
tolist([{ a = 1 }, { a = "x" }])
tolist([[1], ["a"]])
tolist([1, null, true])
toset([1, 1.0])
toset("a")
toset([true, false])
toset([["b"], ["a"]])
toset([{ b = 1, a = 2 }, { b = 1, a = 1 }])
tomap({ a = [1], b = ["x"] })
tomap({ a = { x = 1 }, b = { x = "y" } })
tomap([])
tonumber("Infinity")
tonumber("00012")
tonumber("--1")
tostring(null)
tostring(1e-7)
tobool("True")
tobool([])
`,
  "numbers and encodings": String.raw`
abs(true)
ceil(null)
log(0, 2)
log(1, 1)
log(-1, 2)
log(8, 0)
log(2, 10)
pow(-2, 0.5)
signum(-0.5)
signum(null)
max("10", 9)
min(0.1, 0.01)
parseint("1_000", 10)
parseint("0b11", 2)
parseint("zZ", 62)
parseint("10", 62)
parseint("10", 10.5)
parseint(12, 10)
parseint("é", 10)
base64decode("aG k=")
base64decode("aGl=")
base64encode(null)
textencodebase64("", "UTF-16LE")
textdecodebase64("YQ==", "UTF-16LE")
textdecodebase64("/w==", "UTF-8")
urlencode("a/b?c=d&e")
urlencode("")
csvdecode("")
csvdecode("a,b\n1,2,3")
csvdecode("a,b\n\"1\"x,2")
csvdecode("a;b\n1;2")
csvdecode("a\r1")
jsondecode("")
jsondecode("[1] 2")
jsondecode("-0")
jsondecode("\"\\u00e9\\ud83d\\ude00\"")
jsondecode("\ufeff1")
jsonencode(1.0)
jsonencode({ a = null })
jsonencode(true)
yamldecode("a: 014")
yamldecode("a: 1_000.5")
yamldecode("a: 0b101")
yamldecode("a: Null")
yamldecode("a: Yes")
yamldecode("a: 12:30:45")
yamldecode("# only a comment")
yamldecode("\"a\\x41\\u00e9\\n\"")
yamldecode("a: |+\n  x\n\n")
yamldecode("a: {<<: {x: 1}, x: 2}")
yamldecode("[a, b: c]")
yamldecode("a: b: c")
yamldecode("a: 'x")
yamldecode("a: x#y")
yamldecode("a: 0.1")
yamldecode("a: 1,000")
yamldecode("é: ü")
yamlencode(null)
yamlencode("")
yamlencode(true)
yamlencode(1e21)
yamlencode(0.1)
yamlencode([{}])
yamlencode({ a = [[]] })
yamlencode({ "1" = 1, "true" = 2, "" = 3 })
yamlencode("a\n\nb")
yamlencode("a: b")
`,
  "times, patterns, errors": String.raw`
formatdate("", "2020-01-01T00:00:00Z")
formatdate("hh'h'mm", "2020-01-01T12:05:00Z")
formatdate("DDD", "2020-01-01T00:00:00Z")
formatdate("y", "2020-01-01T00:00:00Z")
formatdate("A", "2020-01-01T00:00:00Z")
formatdate("YYYY", "2020-01-01 00:00:00Z")
formatdate("ss", "2016-12-31T23:59:60Z")
formatdate("ZZZZZ", "2020-01-01T00:00:00-00:00")
formatdate("é年", "2020-01-01T00:00:00Z")
formatdate("YYYY", "2020-01-01T00:00:00,5Z")
timeadd("2020-01-01T00:00:00Z", "1.5m")
timeadd("2020-01-01T00:00:00Z", "1")
timeadd("2020-01-01T00:00:00+01:00", "24h")
timeadd("2020-01-01T00:00:00-00:00", "1h")
timeadd("2020-01-01T00:00:00+00:00", "1h")
timeadd("2020-01-01T00:00:00Z", "2562047h47m16s")
timeadd("2020-01-01T00:00:00Z", "2562048h")
timecmp("x", "2020-01-01T00:00:00Z")
sha256(null)
uuidv5("oid", "1.2.3.4")
uuidv5("6BA7B810-9DAD-11D1-80B4-00C04FD430C8", "a")
uuidv5("urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8", "a")
uuidv5("{6ba7b810-9dad-11d1-80b4-00c04fd430c8}", "a")
uuidv5("6ba7b8109dad11d180b400c04fd430c8", "a")
basename("..")
basename("a/..")
basename("//")
dirname("//")
dirname("/../a")
dirname("./a")
regex("(a)|(b)", "b")
regex("é", "café")
regex("\\bé", "é")
regex("a**", "a")
regex("(?<n>a)", "a")
regex("\\C", "a")
regex("(?x) a", "a")
regex("[[:word:]]+", "a_1-")
regex("((a)b)", "ab")
regex("\\x41", "A")
regex("\\/", "/")
regex("\\y", "y")
regex("a{,2}", "a{,2}")
regex("}", "}")
regexall("b*", "abc")
regexall("(a)|b", "ab")
try(null.a, 1)
try("x" + 1, "y")
try({}["a"], "none")
try(one(["a", "b"]), "d")
can(null)
can("x" + 1)
can(true && "x")
can({ for x in ["a", "a"] : x => 1 })
nonsensitive(sensitive([1]))
nonsensitive([sensitive("a")][0])
ephemeralasnull({ a = [1] })
core::max(1, 2)
max(null...)
max(toset([1, 2])...)
merge({}...)
join(",", [["a"], ["b"]]...)
upper("a"...)
"§{upper("a")}§{lower("B")}"
"e\u0301"
length("e\u0301x")
"e\u0301" == "é"
upper("e\u0301")
jsonencode("e\u0301")
base64encode("e\u0301")
{ for i, v in ["a", "b"] : i => v if i > 0 }
[for x in [1, null, 2] : x if x != null]
[for x in tomap({ b = 1, a = 2 }) : x]
[1, 2, 3].1
[{ a = [{ b = 1 }, { b = 2 }] }][*].a[*].b
[[]][*][*]
(1)[*]
`,
  mixture: String.raw`
format("%5.2f|%-6s|%06d|%+d|%x|%X|%o|%b|%e|%g", 3.14159, "ab", 42, 5, 255, 255, 8, 5, 12345.678, 0.0001)
format("%q %v %#v", "a\"b", ["x", 1, null], { a = true })
format("%s", 1.0)
format("%d", "12")
format("%t", "true")
format("%5s|%-5s|%.2s", "日本", "é", "añb")
formatlist("%s=%d", ["a", "b"], [1, 2])
upper("ßéñ")
lower("ÀÉİ")
title("hello wörld-foo bar_baz")
strrev("👨‍👩‍👧a")
length("👨‍👩‍👧")
substr("héllo", 1, 3)
substr("héllo", -2, -1)
indent(2, "a\n\nb")
trim("!?hi!?", "?!")
trimspace("\t a \n")
chomp("a\r\n\n")
split("", "abc")
split(",", "")
join(",", [])
replace("a.b.c", ".", "-")
replace("abcabc", "/(b)(c)/", "$2$1")
replace("hello", "/l+/", "[$0]")
regex("(?P<y>\\d{4})-(?P<m>\\d\\d)", "2024-05")
regexall("[[:alpha:]]+", "ab1cd")
regex("\\pL+", "été1")
regexall("(a)(b)?", "aba")
sort(["b", "A", "a", "10", "9", "é"])
distinct([1, "1", 1.0, true])
toset(["b", "a", "B"])
toset([3, 1, 10])
setunion(["b"], ["a"], [1])
setintersection([1, 2], ["2"])
setsubtract(["a", "b"], ["a"])
flatten([[1, [2]], [[[3]]], []])
chunklist([1, 2, 3], 0)
zipmap(["b", "a"], [1, "x"])
merge({ a = { b = 1 } }, { a = { c = 2 } })
lookup({ a = 1 }, "a", "x")
transpose({ a = ["x"], b = ["x", "y"] })
matchkeys(["a", "b"], [1, 2], ["2"])
index(["a", "b"], "b")
element(["a", "b"], 5)
slice(["a", "b", "c"], 1, 2)
range(0, 1, 0.25)
range(3, 0)
sum([0.1, 0.2])
max(-1, "2")
pow(2, 10)
log(100, 10)
ceil(-1.5)
floor(-1.5)
signum(-0.5)
parseint("-7f", 16)
parseint("zz", 36)
tonumber("1e3")
tostring(1.50)
tostring(1000000000000000000000)
tostring(0.000001)
tobool("1")
tolist([1, "a", true])
tomap({ a = 1, b = "x" })
jsonencode({ b = 1, a = "<>&", c = null, d = 1.0, e = 1e21 })
jsondecode("{\"a\":1.50,\"b\":[null,true],\"c\":\"\\u00e9\"}")
yamlencode({ a = [1, "x: y"], b = null, c = "true", d = "" })
yamldecode("a: 1\nb: [x, 1.5, ~]\nc: 0o14\nd: yes\ne: 2024-01-01")
yamldecode("- &x {a: 1}\n- *x")
csvdecode("a,b\n1,\"x,y\"\n2,z")
csvdecode("a,b\n")
base64decode("w6k=")
base64encode("é")
textencodebase64("é", "UTF-16LE")
textdecodebase64("6QA=", "UTF-16LE")
urlencode("a b/é?&")
md5("é")
sha512("")
base64sha256("a")
uuidv5("dns", "example.com")
uuidv5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "x")
formatdate("EEEE, DD-MMM-YY hh:mm:ss ZZZZZ", "2024-02-29T23:59:59+05:30")
formatdate("D M h H aa AA 'at' EEE Z", "2024-02-03T04:05:06Z")
formatdate("YYYY-MM-DD'T'hh:mm:ssZ", "2024-02-03T04:05:06-08:00")
timeadd("2024-02-28T23:00:00Z", "25h")
timeadd("2024-01-01T00:00:00+02:00", "-1.5h")
timecmp("2024-01-01T00:00:00Z", "2024-01-01T02:00:00+02:00")
cidrsubnet("10.1.2.0/24", 4, 15)
cidrsubnet("fd00:fd12:3456:7890::/56", 8, 162)
cidrsubnets("10.0.0.0/16", 8, 4, 8)
cidrhost("10.12.112.0/20", 16)
cidrhost("fd00::/64", -1)
cidrhost("10.0.0.0/24", 256)
cidrnetmask("172.16.0.0/12")
cidrnetmask("fd00::/8")
abs("-1.5")
coalesce("", "b")
coalesce(null, 0)
coalescelist([], [1])
compact(["a", "", null])
contains(["1"], 1)
keys({ b = 1, a = 2 })
values({ b = 1, a = 2 })
one([])
one(toset(["a"]))
reverse(toset(["a", "b"]))
alltrue([])
anytrue([false, "true"])
startswith("éa", "é")
strcontains("abc", "")
endswith("a", "ab")
trimprefix("aab", "a")
trimsuffix("abb", "b")
dirname("a/b/c.txt")
basename("a/b/")
pathexpand("a/b")
nonsensitive(1)
issensitive("a")
can(tonumber("a"))
try([][0], {}.a, "x")
1 / 3
10 % -3
-10 % 3
0.1 + 0.2
2 * 0.5
9007199254740991
5 == 5.0
"a" == 1
[1] == ["1"]
{ a = 1 } == { a = 1 }
null == null
true ? null : "a"
true ? "a" : ["a"]
false ? { a = 1 } : "a"
true ? null : ["a"]
[for k, v in { b = 1, a = 2 } : "§{k}§{v}"]
{ for v in ["a", "b", "a"] : v => v... }
"%{ for x in ["a", "b"] ~} §{x} %{ endfor ~}"
"%{ if true }a%{ else }b%{ endif }"
`,
};

/** Corner cases of the language and its functions, by group; `functions.expressions.ts` has the common cases. */
export const cornerCases = expressionGroups(tables);
