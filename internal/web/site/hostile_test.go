package site_test

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"assistive-referrals/infra/local/webtest"
)

// marker is in everything hostile, by which it is found again.
const marker = "zqxj"

// hostile is what somebody types who means harm, what a broken program sends, and what
// is only unusual.
var hostile = []string{
	`<script>zqxj()</script>`, `"><img src=zqxj onerror=zqxj()>`, `</textarea><zqxj-it zqxj=1>`, `' onmouseover='zqxj()' x='`, `</title><svg/onload=zqxj()>`,
	`javascript:zqxj()//`, `{{.Request}}{{zqxj}}${zqxj}<%= zqxj %>`, "zqxj\r\nSet-Cookie: zqxj=1\r\n\r\n<b>zqxj</b>", `=HYPERLINK("http://zqxj.example.org","zqxj")`,
	`+zqxj|' /C calc'!A0`, "@zqxj\t-1", `'; DROP TABLE zqxj; --`, `../../../zqxj`, `//zqxj.example.org/`, `\\zqxj\x`, "zqxj\x00\x1b[31m", "zqxj \xff\xfe\xc0\x80 \xed\xa0\x80",
	"zqxj \u202e\u2066gro.elpmaxe\u2069\u200b\ufeff", "zqxj 😀👩🏽\u200d🦽 王秀英 Siân \u0301\u0301\u0301", `&lt;zqxj&#62; &amp;amp;`, `<!--zqxj--><![CDATA[zqxj]]>`,
	"zqxj The key safe code is 4821.", `{"zqxj":[{"$ne":null}]}`, `%3Cscript%3Ezqxj`, `zqxj" autofocus onfocus="zqxj()`, "zqxj\u2028\u2029\u0085",
}

// elements are those that our pages have.
var elements = strings.Fields(`html head meta title link script body a abbr address br button caption circle code col colgroup dd desc details dialog div dl dt em fieldset footer form g
	h1 h2 h3 h4 header hr i img input label legend li line main nav ol optgroup option p path polygon polyline rect section select small span strong summary sup svg table tbody td template text
	textarea tfoot th thead time title tr tspan u ul kbd`)

// wrongWith returns what is wrong with an answer to somebody hostile: nothing of what was
// sent may be anything but text or the value of an input, in a header, or in the log.
func wrongWith(p webtest.Page, log string) (wrong []string) {
	say := func(what string) { wrong = append(wrong, what) }
	if p.Status >= http.StatusInternalServerError || p.Status < http.StatusOK || p.Status == http.StatusBadRequest || p.Status == http.StatusMethodNotAllowed {
		say("is answered " + http.StatusText(p.Status))
	}
	for name, values := range p.Header {
		for _, value := range values {
			if strings.ContainsFunc(value, unicode.IsControl) || strings.Contains(value, marker) && name != "Location" {
				say("has the header " + name + ": " + value)
			}
		}
	}
	if strings.HasPrefix(p.Location, "//") || strings.HasPrefix(p.Location, `/\`) || p.Status == http.StatusSeeOther && !strings.HasPrefix(p.Location, "/") && !strings.HasPrefix(p.Location, "http://double/") {
		say("leads to " + p.Location)
	}
	if strings.Contains(log, marker) {
		say("is logged: " + log)
	}
	if !utf8.ValidString(p.Html) {
		say("is not UTF-8")
	}
	switch media, _, _ := strings.Cut(p.Header.Get("Content-Type"), ";"); media {
	case "text/html":
		wrong = append(wrong, wrongHTML(p.Html)...)
	case "application/json":
		if !json.Valid([]byte(p.Html)) {
			say("is no JSON: " + p.Html)
		}
	case "text/csv":
		wrong = append(wrong, wrongCSV(p.Html)...)
	case "":
		if p.Html != "" {
			say("does not say what it is: " + p.Html)
		}
	default:
		say("is a " + media)
	}
	return wrong
}

func wrongHTML(source string) (wrong []string) {
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return []string{err.Error()}
	}
	for n := range root.Descendants() {
		switch n.Type {
		case html.CommentNode:
			wrong = append(wrong, "has the comment "+n.Data)
		case html.TextNode:
			if strings.Contains(n.Data, marker) && slices.Contains([]string{"script", "style", "title", "svg"}, n.Parent.Data) {
				wrong = append(wrong, "has it in <"+n.Parent.Data+">")
			}
		case html.ElementNode:
			if !slices.Contains(elements, n.Data) {
				wrong = append(wrong, "has the element <"+n.Data+">")
			}
			for _, a := range n.Attr {
				if why := harmfulAttribute(n.Data, a); why != "" {
					wrong = append(wrong, why+": <"+n.Data+" "+a.Key+"="+a.Val+">")
				}
			}
		}
	}
	return wrong
}

// harmfulAttribute says what is wrong with an attribute, if anything is.
func harmfulAttribute(element string, a html.Attribute) string {
	switch {
	case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc", a.Key == "formaction", strings.Contains(a.Key, marker):
		return "has an attribute that it must not have"
	case a.Key == "src" && (element != "script" || !strings.HasPrefix(a.Val, "/assets/")):
		return "loads what is not ours"
	case a.Key == "href" || a.Key == "action":
		to, err := url.Parse(a.Val)
		if err != nil || to.Scheme == "javascript" || to.Scheme == "data" || to.Host != "" && to.Host != "double" || strings.HasPrefix(a.Val, "//") {
			return "leads elsewhere"
		}
		if strings.Contains(to.Path, marker) {
			return "has it in an address"
		}
	case a.Key != "value" && a.Key != "aria-label" && strings.Contains(a.Val, marker):
		return "has it in an attribute"
	}
	return ""
}

// A cell that a spreadsheet takes for a formula must not be somebody's text.
func wrongCSV(source string) (wrong []string) {
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(source, "\ufeff"))).ReadAll()
	if err != nil && err != io.EOF {
		return []string{err.Error()}
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.Contains(cell, marker) && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				wrong = append(wrong, "has the formula "+cell)
			}
		}
	}
	return wrong
}
