package dynamodb

import "strings"

// tokenKind is the class of a token in an expression.
type tokenKind uint8

const (
	tokenEnd         tokenKind = iota
	tokenWord                  // an attribute name, a keyword or a function name
	tokenName                  // #name
	tokenValue                 // :value
	tokenDigits                // an index of a list
	tokenPunctuation           // ( ) [ ] . , + - = <> < <= > >=
	tokenUnknown               // a character that no expression has
)

type token struct {
	kind       tokenKind
	text       string
	start, end int
}

// is tells whether the token is that keyword, in any case, or punctuation.
func (t token) is(text string) bool {
	switch t.kind {
	case tokenWord:
		return strings.EqualFold(t.text, text)
	case tokenPunctuation:
		return t.text == text
	}
	return false
}

// lex cuts an expression into tokens; the last one is the end.
func lex(text string) []token {
	tokens := make([]token, 0, 16)
	for at := 0; ; {
		for at < len(text) && strings.IndexByte(" \t\r\n", text[at]) >= 0 {
			at++
		}
		if at == len(text) {
			return append(tokens, token{kind: tokenEnd, text: "<EOF>", start: at, end: at})
		}
		t := lexOne(text[at:])
		t.start, t.end = at, at+len(t.text)
		tokens = append(tokens, t)
		at = t.end
	}
}

func lexOne(text string) token {
	switch c := text[0]; {
	case isLetter(c):
		return token{kind: tokenWord, text: text[:run(text, 1, isNamePart)]}
	case isDigit(c):
		return token{kind: tokenDigits, text: text[:run(text, 1, isDigit)]}
	case c == '#' || c == ':':
		end := run(text, 1, isNamePart)
		if end == 1 {
			return token{kind: tokenUnknown, text: text[:1]}
		}
		if c == '#' {
			return token{kind: tokenName, text: text[:end]}
		}
		return token{kind: tokenValue, text: text[:end]}
	case strings.HasPrefix(text, "<>"), strings.HasPrefix(text, "<="), strings.HasPrefix(text, ">="):
		return token{kind: tokenPunctuation, text: text[:2]}
	case strings.IndexByte("()[].,+-=<>", c) >= 0:
		return token{kind: tokenPunctuation, text: text[:1]}
	}
	return token{kind: tokenUnknown, text: text[:1]}
}

func run(text string, from int, in func(byte) bool) int {
	for from < len(text) && in(text[from]) {
		from++
	}
	return from
}

func isLetter(c byte) bool   { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func isDigit(c byte) bool    { return c >= '0' && c <= '9' }
func isNamePart(c byte) bool { return isLetter(c) || isDigit(c) || c == '_' }
