package chart

import (
	"html/template"
	"strconv"
)

// Lines shows how numbers went over time: at most two lines, each with its name at
// its end.
type Lines struct {
	ID, Title, Description string
	Unit                   string   // what the numbers are, above the scale
	Points                 []string // the name of each point in time; "" for one that is not named on the axis
	Lines                  []Line
}

// Line is one number for each point in time; nil where there is none.
type Line struct {
	Label  string
	Values []*int
}

const (
	lineTop    = 46  // above the plot: the unit and the highest label
	lineHeight = 180 // of the plot
	lineFoot   = 34
	left       = 0.08 // of the width: room for the scale
	right      = 0.96
)

// Render returns the chart.
func (l Lines) Render() template.HTML {
	largest := 0
	for _, line := range l.Lines {
		for _, v := range line.Values {
			if v != nil {
				largest = max(largest, *v)
			}
		}
	}
	end, step := top(largest)
	y := func(value int) int { return lineTop + lineHeight - value*lineHeight/end }
	x := func(point int) float64 {
		if len(l.Points) < 2 {
			return left
		}
		return left + (right-left)*float64(point)/float64(len(l.Points)-1)
	}
	var d drawing
	d.open(l.ID, l.Title, l.Description, lineTop+lineHeight+lineFoot)
	d.text("0", "16", "app-chart__words", l.Unit, "")
	for value := 0; value <= end; value += step {
		class := "app-chart__grid"
		if value == 0 {
			class = "app-chart__axis"
		}
		d.add(`<line x1="%s" x2="%s" y1="%[3]d" y2="%[3]d" class="%[4]s"/>`, percent(left), percent(right), y(value), class)
		d.text(percent(left), strconv.Itoa(y(value)+5), "app-chart__words app-chart__words--scale", strconv.Itoa(value), `dx="-6" text-anchor="end"`)
	}
	for point, name := range l.Points {
		if name == "" {
			continue
		}
		d.add(`<line x1="%[1]s" x2="%[1]s" y1="%[2]d" y2="%[3]d" class="app-chart__axis"/>`, percent(x(point)), y(0), y(0)+5)
		d.text(percent(x(point)), strconv.Itoa(y(0)+22), "app-chart__words app-chart__words--scale", name, `text-anchor="`+anchor(point, len(l.Points))+`"`)
	}
	for n, line := range l.Lines {
		d.line(n, line, x, y)
	}
	l.label(&d, x, y)
	return d.close()
}

// anchor keeps the first and last name inside the drawing.
func anchor(point, points int) string {
	switch {
	case point*20 < points:
		return "start"
	case (points-1-point)*10 < points:
		return "end"
	}
	return "middle"
}

// line draws a line from point to point; one that stands alone is a dot.
func (d *drawing) line(n int, line Line, x func(int) float64, y func(int) int) {
	class := "app-chart__line app-chart__line--" + strconv.Itoa(n+1)
	at := func(point int) *int {
		if point < 0 || point >= len(line.Values) {
			return nil
		}
		return line.Values[point]
	}
	for point, value := range line.Values {
		if value == nil {
			continue
		}
		if next := at(point + 1); next != nil {
			d.add(`<line x1="%s" y1="%d" x2="%s" y2="%d" class="%s"/>`, percent(x(point)), y(*value), percent(x(point+1)), y(*next), class)
		} else if at(point-1) == nil {
			d.add(`<circle cx="%s" cy="%d" r="3" class="app-chart__dot app-chart__dot--%d"/>`, percent(x(point)), y(*value), n+1)
		}
	}
}

// label writes each line's name near its end: that of the higher above its last part,
// that of the lower below, so that they meet neither each other nor the lines.
func (l Lines) label(d *drawing, x func(int) float64, y func(int) int) {
	type end struct{ point, value, high, low int }
	ends := make([]*end, len(l.Lines))
	for n, line := range l.Lines {
		for point, value := range line.Values {
			if value == nil {
				continue
			}
			if ends[n] == nil || point < len(l.Points)*3/4 {
				ends[n] = &end{high: *value, low: *value}
			}
			ends[n].point, ends[n].value = point, *value
			ends[n].high, ends[n].low = max(ends[n].high, *value), min(ends[n].low, *value)
		}
	}
	for n, e := range ends {
		if e == nil {
			continue
		}
		at := y(e.high) - 8
		for m, other := range ends {
			if m != n && other != nil && (other.value > e.value || other.value == e.value && m > n) {
				at = min(y(e.low)+20, y(0)-5)
			}
		}
		d.text(percent(x(e.point)), strconv.Itoa(at), "app-chart__words app-chart__words--line app-chart__words--line-"+strconv.Itoa(n+1), l.Lines[n].Label, `text-anchor="end"`)
	}
}
