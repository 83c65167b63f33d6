package dynamodb

import (
	"fmt"
	"strconv"
)

// Limits of one expression ("Quotas": expression parameters).
const (
	maxExpressionBytes = 4096
	maxOperators       = 300
	maxInOperands      = 100
)

// parser reads one expression by recursive descent. Errors are messages without
// the member they belong to; parse adds it.
type parser struct {
	text      string
	tokens    []token
	at        int
	scope     *scope
	operators int
}

// parse runs one production over the whole text of the named member.
func parse[T any](s *scope, member, text string, production func(*parser) (T, error)) (T, error) {
	var none T
	refuse := func(err error) (T, error) { return none, invalid("Invalid %s: %s", member, err) }
	if len(text) > maxExpressionBytes {
		return refuse(fmt.Errorf("Expression size has exceeded the maximum allowed size; expression size: %d", len(text)))
	}
	p := &parser{text: text, tokens: lex(text), scope: s}
	if len(p.tokens) == 1 {
		return refuse(fmt.Errorf("The expression can not be empty;"))
	}
	result, err := production(p)
	if err == nil && p.peek().kind != tokenEnd {
		err = p.syntax()
	}
	if err != nil {
		return refuse(err)
	}
	return result, nil
}

func (p *parser) peek() token { return p.tokens[p.at] }

func (p *parser) take() token {
	t := p.tokens[p.at]
	if t.kind != tokenEnd {
		p.at++
	}
	return t
}

// accept takes the next token if it is that keyword or punctuation.
func (p *parser) accept(text string) bool {
	if p.peek().is(text) {
		p.at++
		return true
	}
	return false
}

func (p *parser) expect(text string) error {
	if !p.accept(text) {
		return p.syntax()
	}
	return nil
}

// syntax says where the expression went wrong: the token, and what is near it.
func (p *parser) syntax() error {
	t := p.peek()
	from, to := t.start, t.end
	if p.at > 0 {
		from = p.tokens[p.at-1].start
	}
	if p.at+1 < len(p.tokens) {
		to = p.tokens[p.at+1].end
	}
	return fmt.Errorf("Syntax error; token: \"%s\", near: \"%s\"", t.text, p.text[from:to])
}

// operator counts an operator or function towards the limit.
func (p *parser) operator() error {
	if p.operators++; p.operators > maxOperators {
		return fmt.Errorf("The expression contains too many operators; operator count: %d", p.operators)
	}
	return nil
}

// path reads a document path.
func (p *parser) path() (path, error) {
	first, err := p.name()
	if err != nil {
		return nil, err
	}
	result := path{first}
	for {
		switch {
		case p.accept("."):
			s, err := p.name()
			if err != nil {
				return nil, err
			}
			result = append(result, s)
		case p.accept("["):
			t := p.peek()
			index, err := strconv.ParseInt(t.text, 10, 32)
			if t.kind != tokenDigits || err != nil {
				return nil, p.syntax()
			}
			p.take()
			if err := p.expect("]"); err != nil {
				return nil, err
			}
			result = append(result, step{index: int(index)})
		default:
			if len(result) > maxDepth {
				return nil, fmt.Errorf("The document path has too many nesting elements; nesting levels: %d", len(result))
			}
			p.scope.paths = append(p.scope.paths, result)
			return result, nil
		}
	}
}

func (p *parser) name() (step, error) {
	switch t := p.peek(); t.kind {
	case tokenName:
		name, err := p.scope.name(t.text)
		if err != nil {
			return step{}, err
		}
		p.take()
		return step{name: name, index: -1}, nil
	case tokenWord:
		if isReserved(t.text) {
			return step{}, fmt.Errorf("Attribute name is a reserved keyword; reserved keyword: %s", t.text)
		}
		p.take()
		return step{name: t.text, index: -1}, nil
	}
	return step{}, p.syntax()
}

// projection reads a ProjectionExpression.
func projection(p *parser) ([]path, error) {
	var paths []path
	for {
		next, err := p.path()
		if err != nil {
			return nil, err
		}
		paths = append(paths, next)
		if !p.accept(",") {
			break
		}
	}
	if message := checkDisjoint(paths); message != "" {
		return nil, fmt.Errorf("%s", message)
	}
	return paths, nil
}
