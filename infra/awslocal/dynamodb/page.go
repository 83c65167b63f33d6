package dynamodb

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tidwall/btree"
)

// maxPageBytes is how much one Query or Scan examines at most.
const maxPageBytes = 1024 * 1024

// Values of Select.
const (
	selectAll       = "ALL_ATTRIBUTES"
	selectProjected = "ALL_PROJECTED_ATTRIBUTES"
	selectSpecific  = "SPECIFIC_ATTRIBUTES"
	selectCount     = "COUNT"
)

// pageInput is what Query and Scan have in common.
type pageInput struct {
	TableName *string
	IndexName *string
	expressionInput
	FilterExpression       *string
	ProjectionExpression   *string
	Select                 string
	ConsistentRead         bool
	Limit                  *int
	ExclusiveStartKey      attributes
	ReturnConsumedCapacity string
}

type pageAnswer struct {
	Items            *[]*document `json:",omitempty"`
	Count            int
	ScannedCount     int
	LastEvaluatedKey attributes `json:",omitempty"`
	ConsumedCapacity *consumed  `json:",omitempty"`
}

// page is one page of a Query or Scan, ready to be read.
type page struct {
	in        *pageInput
	table     *table
	index     *index // nil for the table itself
	key       keySchema
	scope     *scope
	filter    condition
	filtered  []path // what the filter mentions
	paths     []path // nil for whole items
	low, high string
	backwards bool
}

// parse reads the expressions; it looks at no table.
func (in *pageInput) parse(names *scope) (*page, error) {
	if err := checkReturnConsumedCapacity(in.ReturnConsumedCapacity); err != nil {
		return nil, err
	}
	if in.Limit != nil && *in.Limit < 1 {
		return nil, constraint(fmt.Sprintf("'%d'", *in.Limit), "limit", "Member must have value greater than or equal to 1")
	}
	if !slices.Contains([]string{"", selectAll, selectProjected, selectSpecific, selectCount}, in.Select) {
		return nil, constraint("'"+in.Select+"'", "select", "Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]")
	}
	p := &page{in: in, scope: names, high: afterEverything}
	var err error
	if in.FilterExpression != nil {
		before := len(names.paths)
		if p.filter, err = parse(names, "FilterExpression", *in.FilterExpression, conditionExpression); err != nil {
			return nil, err
		}
		p.filtered = names.paths[before:]
	}
	if in.ProjectionExpression != nil {
		if p.paths, err = parse(names, "ProjectionExpression", *in.ProjectionExpression, projection); err != nil {
			return nil, err
		}
	}
	return p, names.finish()
}

// open finds what is to be read and checks the request against it.
func (p *page) open(s *Service) (err error) {
	if p.table, err = s.table(p.in.TableName); err != nil {
		return err
	}
	p.key = p.table.key
	if p.in.IndexName != nil {
		if p.index, err = p.table.index(*p.in.IndexName); err != nil {
			return err
		}
		if p.in.ConsistentRead {
			return invalid("Consistent reads are not supported on global secondary indexes")
		}
		p.key = p.index.key
	}
	if err := p.scope.checkScalarKeys(p.table); err != nil {
		return err
	}
	return p.checkSelect()
}

func (p *page) checkSelect() error {
	selected := p.in.Select
	switch {
	case p.paths != nil && selected != "" && selected != selectSpecific:
		return invalid("Cannot specify the ProjectionExpression when choosing to get %s", selected)
	case p.paths == nil && selected == selectSpecific:
		return invalid("Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES")
	case selected == selectProjected && p.index == nil:
		return invalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")
	case p.index == nil || p.index.all:
		return nil
	case selected == selectAll:
		return invalid("One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index %s because its projection type is not ALL", p.index.name)
	}
	var lacking []string
	for _, asked := range p.paths {
		if name := asked[0].name; !p.index.projection[name] && !slices.Contains(lacking, name) {
			lacking = append(lacking, name)
		}
	}
	if lacking != nil {
		return invalid("One or more parameter values were invalid: Global secondary index %s does not project [%s]", p.index.name, strings.Join(lacking, ", "))
	}
	return nil
}

// start is where the starting key is in the tree.
func (p *page) start() (string, error) {
	key := p.in.ExclusiveStartKey
	names := p.table.keyNames(p.index)
	if len(key) != len(names) {
		return "", invalid("The provided starting key is invalid")
	}
	for _, name := range names {
		if _, found := key[name]; !found {
			return "", invalid("The provided starting key is invalid")
		}
	}
	if err := p.table.key.checkKey(p.table.key.of(key)); err != nil {
		return "", invalid("The provided starting key is invalid: %s", message(err))
	}
	if p.index == nil {
		full, _ := p.key.encode(key)
		return full, nil
	}
	if err := p.key.checkKey(p.key.of(key)); err != nil {
		return "", invalid("The provided starting key is invalid: %s", message(err))
	}
	full, _ := p.key.encode(key)
	_, plain := p.table.key.encode(key)
	return full + plain, nil
}

// resume moves the range behind the starting key.
func (p *page) resume() error {
	if p.in.ExclusiveStartKey == nil {
		return nil
	}
	at, err := p.start()
	if err != nil {
		return err
	}
	if p.backwards {
		p.high = min(p.high, at)
	} else {
		p.low = max(p.low, at+"\x00")
	}
	return nil
}

// read returns the page: items are examined in order until the limit or the
// size of a page is reached, and the filter is applied to what was examined.
func (p *page) read(s *Service) *pageAnswer {
	answer := &pageAnswer{}
	items := []*document{}
	size := 0
	var last *document
	examine := func(place string, item *document) bool {
		if p.backwards && place >= p.high {
			return true // the tree starts at the bound itself, which is outside
		}
		if place < p.low || place >= p.high {
			return false
		}
		full := answer.ScannedCount > 0 && size+item.size > maxPageBytes
		if full || p.in.Limit != nil && answer.ScannedCount == *p.in.Limit {
			answer.LastEvaluatedKey = p.lastKey(last)
			return false
		}
		last = item
		size += item.size
		answer.ScannedCount++
		if p.filter == nil || p.filter.holds(item.attributes) {
			answer.Count++
			if p.in.Select != selectCount {
				items = append(items, p.selected(item))
			}
		}
		return true
	}
	tree := &p.table.items
	if p.index != nil {
		tree = s.visible(p.index)
	}
	walk(tree, p, examine)
	// AWS stops at the limit without looking whether anything follows.
	if p.in.Limit != nil && answer.ScannedCount == *p.in.Limit {
		answer.LastEvaluatedKey = p.lastKey(last)
	}
	if p.in.Select != selectCount {
		answer.Items = &items
	}
	answer.ConsumedCapacity = p.bill(size)
	return answer
}

func walk(tree *btree.Map[string, *document], p *page, examine func(string, *document) bool) {
	if p.backwards {
		tree.Descend(p.high, examine)
	} else {
		tree.Ascend(p.low, examine)
	}
}

func (p *page) selected(item *document) *document {
	if p.paths == nil {
		return item
	}
	return newDocument(project(item.attributes, p.paths))
}

func (p *page) lastKey(last *document) attributes {
	key := attributes{}
	for _, name := range p.table.keyNames(p.index) {
		key[name] = last.attributes[name]
	}
	return key
}

func (p *page) bill(size int) *consumed {
	b := bill{asked: p.in.ReturnConsumedCapacity}
	amount := readUnits(size, p.in.ConsistentRead)
	name := p.table.definition.TableName
	if p.index == nil {
		b.table(name, amount)
	} else {
		b.index(name, p.index.name, amount)
	}
	return b.one()
}
