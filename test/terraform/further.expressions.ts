import { expressionGroups } from "./expression-groups.ts";

// § stands for $
const tables = {
  "splats, loops and templates": String.raw`
"a"[*]
{ a = { b = 2 } }[*].a.b
[{ a = [1, 2] }, { a = [3] }][*].a[0]
[{ a = [{ b = 1 }] }][*].a[*].b
[[1], [2]][*][*]
toset([{ a = 1 }])[*].a
[][*].x
length(null[*])
[for x in "solo"[*] : upper(x)]
one(null[*])
[1, null][*]
tomap({ a = 1, b = 2 })[*]
[{ a = 1 }].0.a
[{ a = [5, 6] }].*.a.1
[{ a = null }][*].a
{ a = null }.a.b
[for k, v in { x = [{ n = 1 }], y = [] } : v[*].n]
{ for k, v in { a = "x", b = "y", c = "x" } : v => k... }
{ for g, xs in { for x in [{ g = "a", n = 1 }, { g = "a", n = 3 }] : x.g => x.n... } : g => sum(xs) }
{ for i, x in ["a", "b"] : x => { for j, y in ["c", "d"] : y => i * 10 + j } }
[for x in [[1, 2], [3, 4]] : [for y in x : y * 2 if y % 2 == 0]]
[for k, v in { "b" = 1, "a" = 2, "_" = 3, "B" = 4, "10" = 5, "9" = 6 } : k]
{ for i in range(3) : "k§{i}" => i... }
[for x in toset([3, 1, 2]) : x]
[for k, v in toset(["x"]) : k == v]
[for i, x in ["x"] : "§{i}"]
[for x in { a = 1, b = 2 } : x]
[for x in 5 : x]
{ for x in [1.0, 2.50] : x => x }
[for x in [1, 2, 3] : x if x != 2 && x < 5]
[for x in [1, "a", true] : x]
[for x in [1, null, 2] : x == null ? "none" : "n§{x}"]
merge([for k in ["a", "b"] : { for i in range(2) : "§{k}§{i}" => i }]...)
toset([for x in ["a", "b", "a"] : x])
tolist([for x in [1, "a"] : x])
zipmap(["a"], [])
keys({ for x in ["z", "A", "a", "Z"] : x => x })
"a %{~ if true ~} b %{~ else ~} c %{~ endif ~} d"
"%{ for k, v in { a = 1, b = 2 } ~}  §{k}:§{v}  %{~ endfor }"
"x §{~ "y" ~} z"
"x\t%{~ if true }\t y %{ endif ~}\t z"
"%{ for x in [] }a%{ endfor }"
"§§{a} %%{b} § % §§ %%"
"§{true}"
"§{{}}"
"§{1e21}"
"§{100000000000000000000}"
"§{-0}"
"§{true ? "a" : "b"}-%{ if true }c%{ endif }"
"%{ for x in "a" }a%{ endfor }"
"%{ for x in { a = null } }[§{x == null ? "n" : x}]%{ endfor }"
"\u00e9\U0001F600"
"#{not} //a /*b*/"
"§{"a"}§{"b"}"
`,
  "numbers and formats": String.raw`
tonumber("123456789012345678901234567890")
10 / 4
0.30000000000000004
1.10
1e-3
3.0 == 3
"3.0" == 3
3.0 == "3"
2.5e2
ceil(-0.5)
max(1, 2, 3.5)
max("5", 3)
pow(2, -1)
log(0, 10)
log(-1, 10)
signum("3")
parseint("-ff", 16)
parseint("0x1F", 16)
parseint(" 1", 10)
parseint("12", 2)
sum([null])
format("%d", "5")
format("%g", 1e21)
format("%.0f", 3.5)
format("%v", 1e21)
format("%v", { b = 1, a = null })
format("%q", "é\n\"")
format("%05d|%+d|% d", 42, 42, 42)
format("%s %s", "a")
format("%%")
format("%[1]d %[1]x", 10)
format("no")
formatlist("%s", "a")
formatlist("%d%%", [1, 2])
formatlist("%s=%s", ["a"], [["x"]])
`,
  "unicode and try": String.raw`
substr("e\u0301a", 0, 1)
substr("🇯🇵🇩🇪", 1, 1)
substr("abc", -5, 2)
substr("abc", -1, -1)
substr("abc", 0, -2)
substr("abc", 3, -1)
strrev("e\u0301a")
strrev("\r\na")
title("élan vital")
title("hello-world foo_bar 2nd it's")
title("ßa ǆa ŉ")
title("日本 über")
title("a.b,c;d/e")
title("a\u00a0b\u2003c\u2028d")
title("ÀB c")
lower("İIΣΑΣ")
lower("ÅB")
length("ก็")
length("\u0600a")
split("a", "")
replace("aéa", "é", "e")
replace("aaa", "/a/", "b")
replace("abc", "/(b)/", "[§1]")
replace("abc", "/(?P<x>b)/", "[§§{x}]")
replace("a/b/c", "/b/", "x")
replace("a\nb", "/(?m)^b/", "c")
trim("éaé", "é")
trimsuffix("baa", "a")
startswith("é", "e")
strcontains("é", "e")
"e§{"\u0301"}" == "é"
jsondecode("\"\\ud83d\"")
base64decode("w6k")
textdecodebase64("6Q==", "UTF-8")
textdecodebase64("!!", "UTF-8")
md5("")
sha512("é")
try(tonumber("x"), tonumber("y"), "z")
try({}.a, [][0], null)
try("a"[0], "n")
try([1, tonumber("x")], "n")
try({ a = tonumber("x") }.b, "n")
can([tonumber("x")])
can(regex("a", "b"))
can(jsondecode("{"))
can(formatdate("YYYY", "x"))
can(tobool("x") || true)
can(true ? 1 : tonumber("x"))
can(false ? 1 : tonumber("x"))
can(true ? { a = 1 } : { b = 2 })
can(true ? [1] : ["a"])
can(1 == "1")
can(toset([1, "a", true]))
can(tolist([[], {}]))
can(tomap([]))
can(tolist({ a = 1 }))
can(tostring([]))
can(tonumber(true))
can(tobool(""))
can(tobool("1"))
can(setproduct())
can(setproduct([]))
can(one([1, 2]))
can(element([], 0))
can(lookup({}, "a"))
can(lookup({ a = 1 }, "b", "c"))
can(zipmap(["a"], []))
can(zipmap([null], ["a"]))
can(merge(null))
can(concat("a"))
can(concat([], {}))
can(contains({ a = 1 }, 1))
can(index([], 1))
can(keys(null))
can(values([]))
can(length(null))
can(max())
can(range(0, 10, -1))
can(range(1.5))
can(slice([1, 2], 1, 5))
can(slice(toset([1]), 0, 1))
can(chunklist([1], -1))
can(sort([[]]))
can(reverse(toset([1])))
can(flatten("a"))
can(flatten({ a = 1 }))
can(compact([1, null, ""]))
can(coalesce(null))
can(coalesce([], [1]))
can(coalesce({ a = 1 }, "b"))
can(coalescelist([]))
can(coalescelist(null, [1]))
can(matchkeys([1], ["a", "b"], ["a"]))
can(matchkeys([], [], []))
can(transpose({ a = [1, 2] }))
can(alltrue(["true", "x"]))
can(anytrue([null]))
can(sum({ a = 1 }))
can(replace(1, 1, 2))
can(join(",", "a"))
can(join(",", null))
can(join(",", { a = 1 }))
can(startswith(1, 1))
can(upper(null))
can(format(1, 2))
can(timeadd("2020-01-01T00:00:00Z", "1d"))
`,
  types: String.raw`
tolist(["a", 1, true])
tolist([{ a = 1 }, { b = 2 }])
tolist([[1], [2, 3]])
tolist([null, 1])
tolist([{ a = [1] }, { a = ["x"] }])
toset([true, "true"])
toset([[1], [1]])
toset([1, 1.0, "1.0"])
toset(["b", "B", "a", "é", "z", "_", "1"])
tomap({ a = {}, b = {} })
tomap({ a = true, b = "x" })
tomap({ a = [1, 2], b = ["x"], c = [] })
tostring(1.0)
tonumber("Inf")
tonumber("1e")
tobool("0")
{ a : 1, b : 2 }
{ 1 = "x" }[1]
{ true = 1 }
{ -1 = 1 }
{ "§{true}" = 1 }
{ if = 1, in = 2 }
[for v in [1] : v][0]
[1, 2, 3][1.5]
tolist([1])[5]
tomap({ a = 1 }).b
"abc"[0]
!true || true
-(-1)
1 -1
2 + 3 * 4 - 6 / 2
100 / 10 / 5
true || false && false
1 < 2 == true
1 + 1 == 2 && "a" != "b"
!false == true
-1 + 2
true ? 1 : 2
true ? "a" : 1
false ? "a" : 1
true ? true : "x"
true ? [] : ["a"]
true ? [1, "a"] : ["b"]
true ? {} : { a = 1 }
true ? { a = 1 } : { a = "x" }
true ? { a = 1 } : { b = 2 }
true ? tomap({ a = 1 }) : {}
true ? { a = 1, b = "x" } : tomap({})
true ? tolist(["a"]) : []
true ? [{ a = 1 }] : []
true ? [{ a = 1 }] : [{ b = 1 }]
true ? [1, true] : ["a", "b"]
(true ? 1 : "a") == "1"
(true ? 1 : "a") == 1
(true ? [1] : ["a"])[0] == 1
(true ? { a = 1 } : { a = "x" }).a == 1
(false ? null : 1) == 1
true ? false ? 1 : 2 : 3
false ? 1 : true ? 2 : 3
true ? "a" : null
[true ? 1 : "x", 2]
(true ? "5" : 1) + 1
(true ? 5 : "1") + 1
"§{true ? 1 : "a"}"
jsonencode(true ? 1 : "a")
jsonencode(true ? { a = 1 } : { a = "x", b = 1 })
jsonencode(true ? [1] : ["a", true])
length(true ? [1] : toset([1, 2]))
keys(true ? { b = 1 } : {})
true ? { a = [] } : { a = ["x"] }
true ? { a = null } : { a = 1 }
true ? [null] : [1]
true ? { a = { b = 1 } } : { a = { c = 2 } }
true ? { a = 1, b = 2 } : { a = 1 }
toset([1]) == toset([1])
[1] == [1]
tolist([1]) == tolist(["1"])
null == []
{} == null
"" == null
[null] == [null]
[[1]] == [[1]]
[1] != [1, 2]
1 == 1.0
"1" == 1
"true" != true
[1, "a"] == [1, "a"]
toset(["a"]) == toset(["a", "a"])
concat([1], ["a"]) == [1, "a"]
split(",", "a,b") == tolist(["a", "b"])
keys({ a = 1 }) == ["a"]
values({ a = 1 }) == [1]
[for x in ["a"] : x] == ["a"]
{ for x in ["a"] : x => x } == { a = "a" }
merge({ a = 1 }, { b = 2 }) == { a = 1, b = 2 }
setunion(["a"], ["b"]) == toset(["a", "b"])
slice([1, 2], 0, 1) == [1]
flatten([[1], [2]]) == [1, 2]
reverse([1, 2]) == [2, 1]
zipmap(["a"], [1]) == { a = 1 }
jsondecode("[1]") == [1]
jsondecode("{\"a\":1}") == { a = 1 }
element([["a"]], 0) == ["a"]
regex("(a)(b)", "ab") == ["a", "b"]
csvdecode("a\n1")[0] == { a = "1" }
lookup({ a = ["x"] }, "a", []) == ["x"]
lookup({ a = 1 }, "b", "z")
lookup(tomap({ a = 1 }), "b", "5")
lookup(tomap({ a = "x" }), "b", 5)
lookup(tomap({ a = 1 }), "b", "z")
lookup({ a = 1, b = "x" }, "c", true)
lookup(tomap({ a = "1" }), "a", null)
lookup({ a = null }, "a", 1)
lookup(null, "a", 1)
lookup({}, "a", [])
lookup(tomap({}), "a", "x")
lookup(["a"], 0, "x")
`,
  "collections, dates and networks": `
setproduct(["a", "b"], [1, 2], [true])
setproduct(toset(["b", "a"]), toset([2, 1]))
setproduct(toset(["b", "a"]), [2, 1])
setproduct([1, "a"], ["x"])
setproduct(null, ["a"])
transpose({ a = [] })
transpose({ b = ["x"], a = ["x"] })
matchkeys([1, 2, 3], ["1", "2", "3"], [2])
matchkeys(["x", "y"], ["a", "a"], ["a", "a"])
setunion(["b"], ["a", "b"])
setunion([])
setintersection(["a", "b"], ["b", "c"], ["b"])
setintersection([], ["a"])
setsubtract([], [])
chunklist(["a"], 5)
element(["a"], 1.5)
index(["a", 1], 1)
index(tolist([1, 2]), "2")
contains(["a", "b"], "b")
contains(toset(["a"]), "a")
contains(tolist([[1]]), [1])
distinct(["b", "a", "b"])
distinct([null, null, "a"])
compact(toset(["", "b", "a"]))
flatten([["a"], toset(["c", "b"]), null])
flatten(toset([["a"], ["b"]]))
reverse(toset(["b", "a"]))
sort([3, 1, 20])
sort([null, "a"])
slice(["a", "b", "c"], 0, 0)
slice(["a", "b"], -1, 1)
merge({ a = 1 }, { a = 2, b = 3 })
merge({ a = 1 }, null)
merge([{ a = 1 }, { b = 2 }]...)
keys(tomap({ b = 1, a = 2 }))
lookup({ a = 1 }, "a", 2)
lookup({ a = 1 }, "z", 2)
zipmap(["b", "a"], ["x", "y"])
zipmap([1, 2], ["x", "y"])
one({ a = 1 })
range(10, 0, -4)
range(1, 4)
sum([1, "2", 3.5])
alltrue([true, null])
coalesce(0, 1)
coalesce(null, [1], [2])
coalesce([], [1])
coalesce(["", "b"]...)
coalescelist([], [], [1])
concat(toset(["b", "a"]), ["c"])
length([1, null])
length(toset([1, 1]))
timeadd("2017-11-22T00:00:00Z", "10m")
timeadd("2017-11-22T00:00:00+02:00", "24h")
timeadd("2017-11-22", "1h")
timeadd("2017-11-22T00:00:00Z", "0")
timeadd("2017-11-22T24:00:00Z", "1h")
timeadd("2017-11-22t00:00:00z", "1h")
timecmp("2017-11-22T00:00:00Z", "2017-11-22T01:00:00+01:00")
formatdate("EEEE, DD-MMM-YY hh:mm:ss ZZZ", "2018-01-02T23:12:01Z")
formatdate("MMM DD, YYYY", "2018-01-02T23:12:01Z")
formatdate("H:m AA", "2018-01-02T00:02:01Z")
formatdate("YYYY-MM-DD'T'hh:mm:ssZ", "2018-01-02T23:12:01+05:30")
formatdate("Z ZZZZ", "2018-01-02T23:12:01+00:00")
formatdate("MMMM EEEE", "2018-12-02T23:12:01Z")
formatdate("W", "2018-01-02T23:12:01Z")
formatdate("''", "2018-01-02T23:12:01Z")
formatdate("日付 YYYY", "2018-01-02T23:12:01Z")
formatdate("aA", "2018-01-02T23:12:01Z")
cidrhost("10.12.112.5/20", 268)
cidrhost("::/0", 1)
cidrhost("10.0.0.0/31", 1)
cidrhost("010.0.0.0/24", 1)
cidrhost("10.0.0.0/8", "5")
cidrnetmask("10.1.2.3/32")
cidrsubnet("10.1.2.0/24", 9, 0)
cidrsubnet("fd00:fd12:3456:7890::/56", 72, 0)
cidrsubnet("10.0.0.5/8", 8, 1)
cidrsubnet("10.0.0.0/8", 8, "2")
cidrsubnets("10.1.0.0/16")
cidrsubnets("fd00:fd12:3456:7890::/56", 16, 16, 16, 32)
cidrsubnets("10.0.0.0/30", 3)
[for c in cidrsubnets("10.0.0.0/8", 8, 8) : cidrsubnets(c, 4, 4)]
`,
  "patterns and data": String.raw`
regex("[a-z]+", "53453453.345345aaabbbccc23454")
regex("^(?:(?P<scheme>[^:/?#]+):)?(?://(?P<authority>[^/?#]*))?", "https://terraform.io/docs/")
regex("(x)|(y)", "y")
regex("(?<a>x)", "x")
regexall("[a-z]+", "1234abcd5678efgh9")
regexall("(a)(b)?", "ab a")
regexall("", "ab")
regexall("(?i)A", "aA")
regexall(".", "\n")
regexall("\\bfoo\\b", "foo bar")
regexall("\\p{Greek}", "αb")
regexall("[^[:space:]]+", "a b")
regexall("\\Z", "ab")
regexall("(a)\\1", "aa")
regexall("a{1001}", "a")
regexall("a**", "a")
regexall("[a-\\d]", "a")
regexall("\\x{1F600}", "😀")
regexall("\\Q.\\E", "a.")
regexall("[]a]", "]a")
regexall("[a", "a")
regexall("\\d+§", "1\n2")
regexall("(?m:^a)", "b\na")
regexall("\\-", "-")
regexall("\\e", "e")
regexall("}", "}")
regexall("x{2}{3}", "x")
regexall("(?P<1a>x)", "x")
regexall("[\\w-]+", "a-b")
regexall("(?x)a b", "ab")
regexall("(?i)ſ", "s")
regexall("\\w", "é")
replace("hello", "/l+/", "§0")
replace("hello", "/l/", "§§0§§")
replace("hello", "/(l)(o)/", "§2x")
replace("hello", "/^/", "x")
replace("a/b", "/\\//", "-")
replace("a/b", "/", "-")
yamldecode("- 1\n- a")
yamldecode("null")
yamldecode("a: 2020-01-01\nb: 12:30:00")
yamldecode("a: &x {b: 1}\nc: *x")
yamldecode("1: a\n2: b")
yamldecode("? a\n: b")
yamldecode("[1, 2")
yamldecode("\"a\\u00e9\\x41\\n\"")
yamldecode("a: \"x\n  y\"")
yamldecode("a: -\n")
yamldecode("a: \"\"\nb:\nc: ''")
yamldecode("- - 1\n  - 2\n- 3")
yamldecode("a:   \n  b")
yamldecode("a\nb")
yamlencode("x")
yamlencode("true")
yamlencode("null")
yamlencode("a\nb\n")
yamlencode("#x")
yamlencode("'q'")
yamlencode("\\n")
yamlencode([[1, 2], [3]])
yamlencode(1.5)
yamlencode("2020-01-01")
yamlencode("1e3")
yamlencode("~")
yamlencode("trailing ")
yamlencode(":")
yamlencode("a #b")
yamlencode("<<")
csvdecode("a,b\n1,2\n3,4")
csvdecode("a,b\n1")
csvdecode("a")
csvdecode("a,b\n \"1\",2")
csvdecode("a\n\"x\ny\"")
csvdecode("a\n\"x")
csvdecode("a\n\"x\"y")
csvdecode("\ufeffa\n1")
csvdecode("a,b,\n1,2,3")
csvdecode("a\n\"\"")
jsonencode({ b = [1, null], a = "<é>", c = { } })
jsondecode("null")
jsondecode(" [1 , 2] ")
jsondecode("{\"a\":1,\"a\":2}")
jsondecode("'a'")
jsondecode("1 2")
jsondecode("1.10")
jsondecode("[\"a\", 1, true, null]")
jsondecode("nan")
issensitive([sensitive("a")])
issensitive({ a = sensitive("b") }.a)
issensitive(nonsensitive(sensitive("a")))
issensitive(length(sensitive(["a"])))
issensitive([for x in sensitive(["a"]) : x])
issensitive(true ? sensitive("a") : "b")
issensitive(sensitive(true) ? "a" : "b")
issensitive(keys({ a = sensitive("b") }))
issensitive(can(sensitive("a")))
issensitive(sensitive(1) == 1)
issensitive(null)
issensitive(concat([sensitive("a")], ["b"]))
issensitive(lookup({ a = sensitive("b"), c = "d" }, "c", "x"))
issensitive(element([sensitive("a"), "b"], 1))
ephemeralasnull("a")
can(true ? 1 : [1])
try(true ? 1 : [2], "no")
can(false ? [] : {})
can(true ? true : 1)
can(true ? true : "x")
can(true ? null : [1])
can(true ? 1 : "a")
nonsensitive(length(sensitive("abc")))
`,
  "common types, remainders and ends": `
tolist([{ a = 1 }, { b = "x" }])
tolist([{ a = [1, "a"] }, { a = [2, "b"] }])
tolist([{ a = [1, "a"] }, { a = ["x"] }])
tolist([[1, null], ["a", 2]])
tolist([[-2.5, 0.1, "x"]])
tomap({ a = ["a", 1e-7] })
tomap({ a = { x = 1 }, b = { y = "q" } })
true ? tomap({ a = 2.5, b = null }) : { c = "x" }
distinct([[1, "a"]])
distinct([[1, "a"], [2, "b"], [1, "a"]])
setproduct(["a"], [["x", 1]])
toset([[1, "a"]])
anytrue(["1"])
anytrue(["0", "x"])
alltrue(["1", "0"])
alltrue(["1", true])
alltrue([1])
substr("abcdef", -2, 0)
substr("abcdef", -7, 0)
substr("abcdef", 2, 0)
1000 % 0.1
0.3 % 0.1
5.5 % 2
-7.5 % 2
1e-7 % 3
range(0, 1, 0.25)
`,
};

/** More corner cases of the language, in addition to `corner-cases.expressions.ts`. */
export const furtherCases = expressionGroups(tables);
