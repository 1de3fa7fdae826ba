#include "ui/theme/iconshapes.h"

#include <QByteArray>

#include <array>

namespace gatehouse {

namespace {

// In the order of Icon, on a grid of 16 × 16.
constexpr std::array<const char *, iconCount> shapes{
    // Logo: two leaves of a gate
    "<path d='M2.4 14V5.6L5.2 2.2 8 5.6V14zM8 14V5.6l2.8-3.4 2.8 3.4V14z' stroke-width='1.5'/>",
    // Overview: a dashboard
    "<rect x='1.8' y='1.8' width='5.2' height='6.4' rx='.8'/><rect x='9' y='1.8' width='5.2' height='3.6' "
    "rx='.8'/>"
    "<rect x='1.8' y='10.4' width='5.2' height='3.8' rx='.8'/><rect x='9' y='7.6' width='5.2' height='6.6' "
    "rx='.8'/>",
    // Topology: one node that feeds three
    "<rect x='1.6' y='1.8' width='4.6' height='3.6' rx='.8'/><rect x='10' y='1.8' width='4.4' height='3.2' "
    "rx='.8'/>"
    "<rect x='10' y='6.4' width='4.4' height='3.2' rx='.8'/><rect x='10' y='11' width='4.4' height='3.2' "
    "rx='.8'/>"
    "<path d='M6.2 3.4H10M8.1 3.4v9.2H10M8.1 8H10'/>",
    // Routes: a fork with an arrow
    "<path d='M1.6 3.4h2.6c3.6 0 2.8 9.2 6.4 9.2h3.2M10.4 3.4h3.6M12.2 1.4l2 2-2 2M1.6 12.6h2'/>",
    // Services: two racks
    "<rect x='1.8' y='2' width='12.4' height='5' rx='1'/><rect x='1.8' y='9' width='12.4' height='5' rx='1'/>"
    "<path d='M4.4 4.5h.1M4.4 11.5h.1' stroke-width='1.8'/>",
    // Resilience: an open switch
    "<path d='M1 9.8h3.4l5.2-4.6M11 9.8h4'/><circle cx='4.4' cy='9.8' r='.9'/><circle cx='11' cy='9.8' "
    "r='.9'/>",
    // Policies: a shield
    "<path d='M8 1.6l5.4 2v4.2c0 3.2-2.2 5.5-5.4 6.6-3.2-1.1-5.4-3.4-5.4-6.6V3.6z'/>",
    // Shards: a ring in parts
    "<circle cx='8' cy='8' r='6.2'/><path d='M8 1.8V8l4.4 4.4M8 8l-5.8 2.2'/>",
    // Simulate: a forecast
    "<path d='M1.8 1.8v12.4h12.4M4.2 10.6l3-4 2.6 2.4 4-5.4'/>",
    // Publish: out of a tray
    "<path d='M8 10.4V2M4.8 5L8 1.8 11.2 5M2 10.6v3.6h12v-3.6'/>",
    // Audit: a written page
    "<path d='M3.2 1.6h6.4l3.2 3.2v9.6H3.2zM5.6 7h4.8M5.6 9.4h4.8M5.6 11.8h3'/>",
    // Gateways: a house with a gate
    "<path d='M2 14.2V6.4l6-4.6 6 4.6v7.8M5.6 14.2V9.6a2.4 2.4 0 0 1 4.8 0v4.6'/>",
    // History: a clock
    "<circle cx='8' cy='8' r='6.2'/><path d='M8 4.4V8l2.6 1.6'/>",
    // Settings: sliders
    "<path d='M1.8 4.4h6.6M12 4.4h2.2M1.8 11.6H4M7.6 11.6h6.6'/><circle cx='10.2' cy='4.4' r='1.7'/>"
    "<circle cx='5.8' cy='11.6' r='1.7'/>",
    // Help
    "<circle cx='8' cy='8' r='6.2'/><path d='M6.2 6.4a1.9 1.9 0 1 1 2.8 1.7c-.7.4-1 .7-1 1.4M8 11.6h.1'/>",
    // Search
    "<circle cx='7' cy='7' r='4.6'/><path d='M10.4 10.4l3.8 3.8'/>",
    // Filter
    "<path d='M1.8 3.4h12.4M4.2 8h7.6M6.6 12.6h2.8'/>",
    // Add
    "<path d='M8 2.8v10.4M2.8 8h10.4'/>",
    // Remove: a bin
    "<path d='M2.4 4h11.2M6 4V2.2h4V4M3.8 4l.7 10h7l.7-10M6.6 6.8l.2 4.6M9.4 6.8l-.2 4.6'/>",
    // Edit: a pencil
    "<path d='M2.2 13.8l.7-3.3 7.9-7.9a1.5 1.5 0 0 1 2.1 0l.5.5a1.5 1.5 0 0 1 0 2.1l-7.9 7.9zM9.6 3.8l2.6 "
    "2.6'/>",
    // Copy: two sheets
    "<rect x='5.4' y='5.4' width='8.8' height='8.8' rx='1.2'/>"
    "<path d='M10.6 5.4V3a1.2 1.2 0 0 0-1.2-1.2H3A1.2 1.2 0 0 0 1.8 3v6.4A1.2 1.2 0 0 0 3 10.6h2.4'/>",
    // Refresh
    "<path d='M13.6 7A5.7 5.7 0 0 0 3.2 4.9M2.4 9a5.7 5.7 0 0 0 10.4 2.1M3 1.8v3.4h3.4M13 14.2v-3.4H9.6'/>",
    // Undo
    "<path d='M5.6 2.6L2.2 6l3.4 3.4M2.2 6h7.6a3.7 3.7 0 0 1 0 7.4H6.2'/>",
    // Redo
    "<path d='M10.4 2.6L13.8 6l-3.4 3.4M13.8 6H6.2a3.7 3.7 0 0 0 0 7.4h3.6'/>",
    // Save: a disk
    "<path d='M2.2 2.2h9l2.6 2.6v9H2.2zM5 2.2v3.6h5V2.2M5 13.8V9.4h6v4.4'/>",
    // Open: a folder
    "<path d='M1.8 13V3.2h4.4l1.6 1.8h6.4v8z'/>",
    // File
    "<path d='M3.4 1.8h6l3.2 3.2v9.2H3.4zM9.4 1.8V5h3.2'/>",
    // Import: into a tray
    "<path d='M8 1.8v8.6M4.8 7.4L8 10.6l3.2-3.2M2 10.6v3.6h12v-3.6'/>",
    // Export: out to the right
    "<path d='M6.4 2.2H2.2v11.6h4.2M5.8 8h8.4M11 4.8L14.2 8 11 11.2'/>",
    // Play
    "<path d='M4 2.6l9 5.4-9 5.4z'/>",
    // Pause
    "<path d='M5.2 2.8v10.4M10.8 2.8v10.4' stroke-width='1.8'/>",
    // Stop
    "<rect x='3.2' y='3.2' width='9.6' height='9.6' rx='1'/>",
    // Close
    "<path d='M3.6 3.6l8.8 8.8M12.4 3.6l-8.8 8.8'/>",
    // More
    "<path d='M3.2 8h.1M8 8h.1M12.8 8h.1' stroke-width='2'/>",
    // Up
    "<path d='M8 13.4V2.8M3.8 7L8 2.8 12.2 7'/>",
    // Down
    "<path d='M8 2.6v10.6M3.8 9L8 13.2 12.2 9'/>",
    // Forward
    "<path d='M2.6 8h10.6M9 3.8L13.2 8 9 12.2'/>",
    // Key
    "<circle cx='5' cy='11' r='3'/><path d='M7.2 8.8l6.2-6.2M10.6 5.4l2.4 2.4'/>",
    // Lock
    "<rect x='2.8' y='7' width='10.4' height='7.2' rx='1.2'/><path d='M5 7V4.8a3 3 0 0 1 6 0V7'/>",
    // Drain: a drop that leaves
    "<path d='M8 1.8c2.4 2.8 4.2 5 4.2 7.6a4.2 4.2 0 0 1-8.4 0C3.8 6.8 5.6 4.6 8 1.8z'/>",
    // Link: leaves the program
    "<path d='M9.4 2.2h4.4v4.4M13.8 2.2L7.6 8.4M11.6 9.4v4.4H2.2V4.4h4.4'/>",
    // Info
    "<circle cx='8' cy='8' r='6.2'/><path d='M8 7.4v4M8 4.8h.1'/>",
    // Warning
    "<path d='M8 2l6.4 11.6H1.6zM8 6.4v3.4M8 11.6h.1'/>",
    // Light: a sun
    "<circle cx='8' cy='8' r='3'/><path d='M8 1.4v1.4M8 13.2v1.4M1.4 8h1.4M13.2 8h1.4M3.3 3.3l1 1M11.7 "
    "11.7l1 1"
    "M3.3 12.7l1-1M11.7 4.3l1-1'/>",
    // Dark: a moon
    "<path d='M13.6 9.8A6 6 0 0 1 6.2 2.4a6 6 0 1 0 7.4 7.4z'/>",
    // Source: angle brackets
    "<path d='M5 4L1.4 8 5 12M11 4l3.6 4L11 12M9.2 2.8L6.8 13.2'/>",
};

} // namespace

QByteArray iconShape(Icon icon)
{
    return {shapes[size_t(icon)]};
}

} // namespace gatehouse
