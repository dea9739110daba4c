// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/Screenshot.h"

#include "core/image/PngFile.h"
#include "ui/drawing/Pictures.h"

#include <QPixmap>
#include <QWidget>

namespace pareidolia {

Result<void> writeScreenshot(QWidget& window, const QString& path)
{
    return writePng(path.toStdString(), fromQImage(window.grab().toImage()),
                    {{"Software", "Pareidolia"}});
}

} // namespace pareidolia
