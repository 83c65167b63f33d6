package govuk

import (
	"cmp"
	"html/template"
	"strconv"
	"strings"
)

// Content is words: text, or HTML, which wins.
type Content struct {
	Text    string
	HTML    template.HTML
	Classes string
}

func (c Content) given() bool { return c.Text != "" || c.HTML != "" }

// SummaryList shows answers, each with the link that changes it. With a Card
// it stands in a box with a title.
type SummaryList struct {
	Rows       []SummaryRow
	Card       SummaryCard
	Classes    string
	Attributes Attributes
}

// SummaryRow is one answer.
type SummaryRow struct {
	Key, Value Content
	Actions    Actions
	Classes    string
}

// Actions are the links of a row or card.
type Actions struct {
	Items   []Action
	Classes string
}

// Action is one link. VisuallyHiddenText completes it for those who only hear
// it: "Change", "date of birth".
type Action struct {
	Text               string
	HTML               template.HTML
	Href               string
	VisuallyHiddenText string
	Classes            string
	Attributes         Attributes
}

// SummaryCard is the box of a summary list; left empty there is none.
type SummaryCard struct {
	Title      CardTitle
	Actions    Actions
	Classes    string
	Attributes Attributes
}

// CardTitle is the title of a summary card. It is also read out with every
// link of the card.
type CardTitle struct {
	Text string
	HTML template.HTML
	// HeadingLevel is 2 if 0.
	HeadingLevel int
	Classes      string
}

// action is what the template draws of an Action.
type action struct {
	Action
	CardTitle template.HTML
}

type summaryRow struct {
	SummaryRow
	Links []action
}

func actions(a Actions, card template.HTML) []action {
	var all []action
	for _, item := range a.Items {
		all = append(all, action{item, card})
	}
	return all
}

// Render returns the list, in its card if it has one.
func (s SummaryList) Render() template.HTML {
	title := either(s.Card.Title.HTML, s.Card.Title.Text)
	any := false
	for _, r := range s.Rows {
		any = any || len(r.Actions.Items) > 0
	}
	var rows []summaryRow
	for _, r := range s.Rows {
		r.Classes = class("govuk-summary-list__row", when(any && len(r.Actions.Items) == 0, "govuk-summary-list__row--no-actions"), r.Classes)
		rows = append(rows, summaryRow{r, actions(r.Actions, title)})
	}
	list := render("summary-list", struct {
		SummaryList
		Rows []summaryRow
	}{s, rows})
	if c := s.Card; title == "" && len(c.Actions.Items) == 0 && c.Classes == "" && len(c.Attributes) == 0 {
		return list
	}
	var h template.HTML
	if title != "" {
		h = heading(cmp.Or(s.Card.Title.HeadingLevel, 2), Attributes{"class": class("govuk-summary-card__title", s.Card.Title.Classes)}, title)
	}
	return render("summary-card", struct {
		SummaryCard
		Heading, List template.HTML
		Links         []action
	}{s.Card, h, list, actions(s.Card.Actions, title)})
}

// TaskList shows the parts of something long, each with its state.
type TaskList struct {
	// IDPrefix is "task-list" if empty; two lists on a page need two.
	IDPrefix   string
	Items      []Task
	Classes    string
	Attributes Attributes
}

// Task is one part; without an Href it cannot be started yet.
type Task struct {
	Title, Hint Content
	Href        string
	Status      TaskStatus
	Classes     string
}

// TaskStatus is plain words for what is done, a Tag for what is not.
type TaskStatus struct {
	Text    string
	HTML    template.HTML
	Tag     Tag
	Classes string
}

type task struct {
	Task
	HintID, StatusID, DescribedBy string
	StatusHTML                    template.HTML
}

// Render returns the list.
func (t TaskList) Render() template.HTML {
	var items []task
	for i, item := range t.Items {
		id := cmp.Or(t.IDPrefix, "task-list") + "-" + strconv.Itoa(i+1)
		d := task{Task: item, StatusID: id + "-status", StatusHTML: either(item.Status.HTML, item.Status.Text)}
		if item.Hint.given() {
			d.HintID = id + "-hint"
		}
		d.DescribedBy = class(d.HintID, d.StatusID)
		d.Classes = class("govuk-task-list__item", when(item.Href != "", "govuk-task-list__item--with-link"), item.Classes)
		if item.Status.Tag.Text != "" || item.Status.Tag.HTML != "" {
			d.StatusHTML = item.Status.Tag.Render()
		}
		items = append(items, d)
	}
	return render("task-list", struct {
		TaskList
		Items []task
	}{t, items})
}

// Table shows data in rows and columns.
type Table struct {
	Caption        string
	CaptionClasses string
	Head           []Cell
	Rows           [][]Cell
	// FirstCellIsHeader makes the first cell of each row its header.
	FirstCellIsHeader bool
	Classes           string
	Attributes        Attributes
}

// Cell is one cell of a table.
type Cell struct {
	Text string
	HTML template.HTML
	// Format "numeric" aligns numbers.
	Format           string
	Colspan, Rowspan int
	Classes          string
	Attributes       Attributes
}

// Render returns the table.
func (t Table) Render() template.HTML { return render("table", t) }

// Tabs show one of several panels at a time; without JavaScript, or on a narrow
// screen, all of them below each other.
type Tabs struct {
	ID string
	// IDPrefix makes the IDs of items that have none.
	IDPrefix string
	// Title is "Contents" if empty.
	Title      string
	Items      []Tab
	Classes    string
	Attributes Attributes
}

// Tab is one tab and its panel.
type Tab struct {
	ID         string
	Label      string
	Panel      TabPanel
	Attributes Attributes
}

// TabPanel is what a tab shows.
type TabPanel struct {
	Text       string
	HTML       template.HTML
	Attributes Attributes
}

// Render returns the tabs.
func (t Tabs) Render() template.HTML {
	t.Title = cmp.Or(t.Title, "Contents")
	items := make([]Tab, len(t.Items))
	for i, item := range t.Items {
		item.ID = cmp.Or(item.ID, t.IDPrefix+"-"+strconv.Itoa(i+1))
		item.Panel.HTML = template.HTML(strings.TrimSpace(string(item.Panel.HTML)))
		items[i] = item
	}
	t.Items = items
	return render("tabs", t)
}
