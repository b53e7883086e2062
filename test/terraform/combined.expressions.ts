// § stands for $
const table = String.raw`
coalescelist(toset([]), ["a"])
compact([[]])
try([1, 2][tonumber("x")], 5)
can({ a = 1 }[tonumber("x")])
can([for x in tolist("a") : x])
5 % 0
-5.5 % 0
can(5 % 0)
0 / 0
can(0 / 0)
compact([[]])
compact(["a", 1, true])
coalescelist(toset(["a"]))
{ for k, v in {"😀"=1, "\uE000"=2, "z"=3} : k => v }
keys({"😀"=1, "\uE000"=2})
sort(["😀", "\uE000", "z"])
[for k, v in {"😀"=1, "\uE000"=2} : k]
jsonencode({"😀"=1, "\uE000"=2})
[for i in range(3) : { for j in range(i) : "§{i}-§{j}" => i * j }]
{ for k, vs in { a = ["x", "y"], b = ["x"] } : k => { for v in vs : v => upper("§{k}§{v}") } }
merge([for x in ["a", "b"] : { (x) = [for y in [1, 2] : "§{x}§{y}"] }]...)
{ for p in setproduct(["a", "b"], ["x", "y"]) : "§{p[0]}/§{p[1]}" => p }
{ for i, v in ["a", "b"] : v => i == 0 ? "first" : i == 1 ? "second" : "other" }
[for k, g in { for s in ["a1", "b1", "a2"] : substr(s, 0, 1) => s... } : "§{k}:§{join("+", g)}"]
distinct([for x in ["a", "b", "a"] : { k = x }])
zipmap([for x in ["a", "b"] : upper(x)], [for i in range(2) : i * 10])
flatten([for k, v in { a = [1, 2], b = [3] } : [for x in v : { key = k, value = x }]])
[for x in flatten([["a", ["b"]], []]) : x if contains(["a"], x)]
one([for x in [{ id = 1 }, { id = 2 }] : x if x.id == 2]).id
lookup({ for x in [{ n = "a", v = 1 }] : x.n => x.v }, "a", 0)
try([for x in [{ a = 1 }, {}] : x.a], "missing")
[for x in [{ a = 1 }, {}] : try(x.a, 0)]
[for x in [{ a = 1 }, {}] : lookup(x, "a", 0)]
{ for k, v in { a = "1", b = null } : k => v if v != null }
alltrue([for x in ["a", "ab"] : startswith(x, "a")])
sum([for x in ["1", "2"] : tonumber(x)])
max([for s in ["a", "abc"] : length(s)]...)
join("\n", [for k, v in { a = 1, b = 2 } : "§{k} = §{v}"])
"%{ for k, v in { a = [1, 2] } ~}§{k}:%{ for x in v }§{x};%{ endfor }%{ endfor ~}"
"%{ if length("abc") > 2 ~} yes %{ else ~} no %{ endif ~}"
"a%{ if false }b%{ else }%{ if true }c%{ endif }%{ endif }d"
"  %{~ if true }x%{ endif ~}  "
"§{ "a" == "a" ? "§{"nested"}" : "no" }"
"§{ [for x in [1] : "v§{x}"][0] }"
"§{ { a = "b" }.a }"
"§{ { a = "b" }["a"] }§{ [1, 2][1] }"
"a\\b\"c\n\t"
"\U0001F600\u0041"
"é" == "e\u0301"
length("e\u0301")
substr("añb", 1, 1)
cidrsubnet("10.0.0.0/8", 24, 16777215)
cidrsubnet("192.168.0.0/24", 2, 3)
cidrsubnet("2001:db8::/32", 32, 4294967295)
cidrhost("2001:db8::/32", 1)
cidrhost("10.12.112.0/20", -16)
cidrhost("fd00:fd12:3456:7890:00a2::/72", 34)
cidrnetmask("172.16.0.0/31")
[for n in range(3) : cidrsubnet("10.0.0.0/16", 8, n)]
[for c in cidrsubnets("10.0.0.0/8", 8, 4) : c]
cidrsubnets("10.0.0.0/8", [8, 8]...)
regex("^(?:(?P<scheme>[^:/?#]+):)?(?://(?P<authority>[^/?#]*))?", "https://a.b/c")
regex("arn:aws:iam::(\\d{12}):role/(.+)", "arn:aws:iam::123456789012:role/a/b")
can(regex("^[a-z]{1,8}§", "abc"))
can(regex("^[0-9]{12}§", "12345"))
regex("[\\w.-]+@[\\w.-]+", "mail: a.b@c.de!")
replace("hello_world", "/_([a-z])/", "-§1")
replace("HelloWorld", "/([A-Z])/", "_§1")
lower(replace("HelloWorld", "/([a-z])([A-Z])/", "§{1}-§{2}"))
replace("a  b   c", "/\\s+/", " ")
title(replace("a-b-c", "-", " "))
timeadd("2024-12-31T23:59:59Z", "1s")
timeadd("2024-03-01T00:00:00Z", "-24h")
timeadd("2024-03-01T00:00:00Z", "1h1m1s")
formatdate("YYYY-MM-DD", timeadd("2024-02-28T00:00:00Z", "48h"))
formatdate("EEEE", "2024-02-29T00:00:00Z")
jsonencode({ a = "é", b = "\"", c = "</script>" })
jsonencode({ for x in ["b", "a"] : x => null })
jsondecode(jsonencode({ a = [1, { b = "c" }] })).a[1].b
jsondecode("\"\\ud83d\\ude00\"")
jsondecode("[1, 2]")[1]
yamldecode(yamlencode({ a = [1, { b = "c" }], d = "x: y" }))
yamldecode("a: 'it''s'\nb: \"q\\\"q\"")
yamldecode("- a\n- - b\n  - c\n")
yamldecode("a: {b: [c, d], e: ~}")
yamldecode("key: value # comment\nlist:\n  - one\n  - two: 2\n    three: 3")
yamldecode("a: >+\n  x\n\n\nb: 1")
yamldecode("a: |2\n    x\n")
yamldecode("\"a b\": 1")
yamldecode("a: yes\nb: No\nc: off\nd: Y")
yamldecode("a: 0o17\nb: 017\nc: 0x1F")
yamldecode("a: 1e3\nb: 1.5\nc: -2\nd: 1.0")
yamldecode("a: 12e03\nb: '12'\nc: \"true\"")
yamldecode("a: 1.2.3\nb: 10.0.0.0/8\nc: 12:30:45\nd: 2024-01-01")
yamldecode("a: @x")
yamldecode("a: %x")
yamldecode("a: - b")
yamldecode("a: [b")
yamldecode("a:\n  b: 1\n c: 2")
yamlencode({ a = "x\ny\n" })
yamlencode({ a = "", b = [], c = {}, d = null })
yamlencode({ "a:b" = 1, "c#d" = 2, "-e" = 3 })
csvdecode("name,size\n\"a, b\",1\n")[0].name
[for r in csvdecode("k,v\na,1\nb,2") : "§{r.k}=§{r.v}"]
{ for r in csvdecode("k,v\na,1\nb,2") : r.k => tonumber(r.v) }
base64encode(jsonencode({ a = "é" }))
jsondecode(base64decode("eyJhIjoxfQ==")).a
textdecodebase64(textencodebase64("héllo", "UTF-16LE"), "UTF-16LE")
tolist(["a", null])
tolist([null, null])
tomap({ a = null })
toset([1, 2.0, "2"])
toset(["10", "9", "2"])
toset([10, 9, 2])
toset([[2], [1, 1], [1]])
toset([{ a = 2 }, { a = 1 }])
tolist(toset(["z", "y"]))[0]
tostring(123456789.123)
tostring(1e15)
tostring(0.00001)
tonumber("1e-3")
tonumber("0.10")
tonumber("-0")
tonumber("1e400") > 0
"1" + "2"
"1.5" * 2
"5" == 5 ? "same" : "differ"
1.0 == 1
"1.0" == "1"
"a" != 1
[1, 2] == [1, 2.0]
{ a = [1] } == { a = [1] }
[for x in [1, 2] : x] == [1, 2]
tolist([1, 2]) == tolist(["1", "2"])
null == "null"
contains([1, 2], "2")
index([1, 2, 3], 2)
element([for x in ["a", "b", "c"] : x], 4)
slice(["a", "b", "c", "d"], 1, 3)
chunklist(["a", "b", "c"], 2)[1]
transpose({ a = ["x"], b = ["x", "y"] })["x"]
matchkeys(["i-1", "i-2", "i-3"], ["a", "b", "a"], ["a"])
setsubtract(["a", "b", "c"], ["b"])
setunion(["a"], ["b"], ["a", "c"])
setproduct(["a"], ["b"], ["c", "d"])
coalesce("", null, "x", "y")
coalesce(null, 0, 1)
coalesce(tolist([]), ["x"])
lookup({ a = { b = 1 } }, "a", {}).b
lookup({ a = "x" }, "c", "§{"d"}")
merge({ a = 1 }, { a = null })
merge({ a = 1 }, {}, { b = { c = 2 } })
length(merge({}, {}))
reverse(split(".", "a.b.c"))[0]
join(".", reverse(split(".", "a.b.c")))
trim("--a--", "-")
trimprefix("v1.2", "v")
indent(4, "a\nb")
substr("abcdef", -2, -1)
substr("abc", 0, 100)
format("%03d-%s-%.1f", 7, "x", 1.25)
format("%v %v %v", "a", 1, true)
format("%-10s|%10s|", "ab", "cd")
format("%s", 1e6)
format("%d", 1e6)
format("%v", 0.1)
format("%v", [1, "a", null])
format("%#v", { a = 1 })
format("%q", "é\n")
formatlist("%s=%s", ["a", "b"], "x")
formatlist("%s:%d", ["a", "b"], [1, 2])
formatlist("arn:aws:s3:::%s/*", toset(["b", "a"]))
startswith("arn:aws:", "arn:")
strcontains("a.b", ".")
urlencode("ä ö/ü")
sha256(jsonencode({ a = 1 }))
md5(join(",", ["a", "b"]))
uuidv5("dns", "a.b")
floor(10 / 3)
ceil(10 / 3)
-10 / 4
pow(2, 0.5) > 1.41
log(1024, 2)
abs(-0.5)
signum(-0.1)
parseint("7f", 16)
min(3, -1.5, "2")
`;

/** Nested functions, loops, templates and conversions, and edge cases of their results. */
export const combined: readonly string[] = table.replaceAll("§", "$").trim().split("\n");
